#pragma once
// The names of what is large, for those who only pass it on: what a Visit can do stands in
// lesson/visit.h, what a Scenario is in lesson/scenario.h.

namespace popscope::lesson {

class Visit;
struct Scenario;

}  // namespace popscope::lesson
