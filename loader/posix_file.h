#pragma once

// Octets that have to be on the disk, on systems that can say when they are. Knows no format.

#include <string>
#include <string_view>

#if defined(__unix__) || defined(__APPLE__)
#define POPSCOPE_POSIX 1

namespace popscope::loader {

// Until the disk has it. Some file systems know no such thing: then there is nothing to wait for.
bool synced(int file);
bool written(int file, std::string_view octets);
// A name lasts once the folder is on the disk, too.
void sync_folder_of(const std::string& path);

}  // namespace popscope::loader

#endif
