#pragma once

// A small format that uses every kind of value, for the tests of the reader and of the schema.

#include "loader/object_reader.h"

namespace popscope::loader {

struct SampleWhere {
  int line = 0;
  int column = 0;
  std::string path;
};

struct SampleMail {
  std::string subject;
  std::uint32_t octets = 0;
};

enum class SampleProtocol { pop3, imap };

struct SampleEntry {
  std::vector<std::string> lines;
  std::string cut;
  std::int64_t wait_us = 0;
  std::string on;
  std::string note;
  std::vector<SampleEntry> inner;
  std::vector<std::pair<std::string, std::optional<std::string>>> lock;
};

struct Sample {
  std::string name;
  bool quick = false;
  std::vector<SampleMail> mail;
  std::vector<std::string> devices;
  SampleProtocol with = SampleProtocol::pop3;
  std::vector<SampleEntry> story;
  SampleWhere where;
};

const ObjectTable<Sample>& sample_table();

}  // namespace popscope::loader
