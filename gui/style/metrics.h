#pragma once
// Every measure of the design in logical pixels (at 100 %). Multiply by the zoom through px() of
// gui/widgets/draw.h; nothing else in the program states a length. Knows no Dear ImGui.

namespace popscope::gui::metrics {

inline constexpr float kGrid = 4;
inline constexpr float kGap4 = 4;
inline constexpr float kGap8 = 8;
inline constexpr float kGap12 = 12;
inline constexpr float kGap16 = 16;

inline constexpr float kPanePadding = 16;
inline constexpr float kPaneGap = 16;
inline constexpr float kPaneRadius = 8;
inline constexpr float kHairline = 1;

inline constexpr float kControlHeight = 32;
inline constexpr float kControlRadius = 6;
inline constexpr float kControlPadding = 12;
inline constexpr float kIconButtonWidth = 36;
inline constexpr float kHitMin = 28;  // nothing that can be clicked is smaller

inline constexpr float kChipHeight = 24;
inline constexpr float kChipRadius = 5;
inline constexpr float kChipPadding = 8;
inline constexpr float kKeyCapHeight = 18;
inline constexpr float kKeyCapPadding = 5;
inline constexpr float kKeyCapRadius = 4;
inline constexpr float kSegmentedHeight = 28;
inline constexpr float kTabGap = 16;
inline constexpr float kTabHeight = 26;  // text, gap and underline
inline constexpr float kTabUnderline = 2;
inline constexpr float kToggleWidth = 28;
inline constexpr float kToggleHeight = 16;
inline constexpr float kFocusRing = 2;
inline constexpr float kDotRadius = 5.5f;
inline constexpr float kScrollbarHit = 14;
inline constexpr float kScrollbarThumb = 4;

inline constexpr float kTopBar = 48;
inline constexpr float kTimeStrip = 64;
inline constexpr float kBottomBar = 48;
inline constexpr float kLeftColumn = 320;
inline constexpr float kRightColumn = 404;
inline constexpr float kLeftColumnTight = 300;  // where three columns have little room
inline constexpr float kTableRow = 28;
inline constexpr float kLadderRow = 42;
inline constexpr float kLadderRowLow = 34;  // in a low window

// Where the layout folds (logical width and height of the window).
inline constexpr float kTwoColumnsBelow = 1200;
inline constexpr float kTightColumnsBelow = 1360;
inline constexpr float kOneColumnBelow = 840;  // a ladder and a pane of 340 have no room
inline constexpr float kNoTimeStripBelow = 480;

inline constexpr float kZoomMin = 0.75f;
inline constexpr float kZoomMax = 3.0f;

}  // namespace popscope::gui::metrics
