#include "tests/gui/gallery.h"

#include <array>
#include <imgui.h>

#include "gui/widgets/button.h"
#include "gui/widgets/choice.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"
#include "gui/widgets/text_field.h"
#include "gui/widgets/ui.h"
#include "gui/widgets/wire.h"

namespace popscope::gui {
namespace {

using namespace metrics;

view::WireLine reply(const char* status, view::Tone tone, const char* words) {
  view::WireLine line;
  line.speaker = view::Speaker::server;
  line.status = status;
  line.tone = tone;
  line.words = words;
  return line;
}

view::WireLine command(const char* words) {
  view::WireLine line;
  line.words = words;
  return line;
}

}  // namespace

void Gallery::draw() {
  const Root root;
  top_bar();
  strip();
  story(16, 128);
  wire(352, 128);
  ladder(352, 420);
  maildrop(880, 128);
  controls(880, 420);
  bottom_bar();
}

void Gallery::top_bar() {
  const float width = ImGui::GetIO().DisplaySize.x;
  Rect bar = Rect::at({0, 0}, width, px(kTopBar));
  bar_ground(bar, Edge::bottom);
  bar = bar.inset(px(16), 0);
  place({bar.min.x, px(14)});
  if (text_button("Lessons", Type::text, Role::ink_2)) last = "Lessons";
  put_text({bar.min.x + px(66), px(14)}, "\xE2\x80\xBA", Type::text, Role::ink_3);
  put_text({bar.min.x + px(84), px(14)}, "3 \xC2\xB7 Deletion happens at QUIT", Type::text_strong,
           Role::ink);

  place({bar.cut_right(chip_width("?")).min.x, px(12)});
  if (chip("?", {ChipForm::plain, false, {}, "Every key, in one list."})) last = "?";
  bar.cut_right(px(12));
  const Rect zoom = bar.cut_right(chip_width("100 %"));
  place({zoom.min.x, px(12)});
  if (chip("100 %")) open_menu("zoom");
  if (begin_menu("zoom", {{zoom.min.x, px(12)}, {zoom.max.x, px(36)}}, 220, true)) {
    menu_heading("Text size");
    if (menu_item("90 %")) last = "90 %";
    if (menu_item("100 %##item", true, "Ctrl 0")) last = "100 %";
    if (menu_item("110 %", false, "Ctrl +")) last = "110 %";
    menu_rule();
    if (menu_item("High contrast", false, "T")) last = "High contrast";
    end_menu();
  }
  bar.cut_right(px(12));
  const ChipLook present{ChipForm::plain, false, {"F10", {view::Key::f10}}, {}};
  place({bar.cut_right(chip_width("Present", present)).min.x, px(12)});
  if (chip("Present", present)) last = "Present";
  bar.cut_right(px(12));
  const std::array<std::string_view, 3> grains = {"Exchange", "Line", "Segment"};
  place({bar.cut_right(segmented_width(grains)).min.x, px(10)});
  grain = segmented("grain", grains, grain);
}

void Gallery::strip() {
  const float width = ImGui::GetIO().DisplaySize.x;
  bar_ground(Rect::at({0, px(48)}, width, px(kTimeStrip)), Edge::bottom);
  place({px(16), px(64)});
  ButtonLook off;
  off.enabled = false;
  if (icon_button("First", Icon::first)) last = "First";
  ImGui::SameLine(0, px(4));
  if (icon_button("Back", Icon::back)) last = "Back";
  ImGui::SameLine(0, px(4));
  if (icon_button("Forward", Icon::forward)) last = "Forward";
  ImGui::SameLine(0, px(4));
  if (icon_button("Last", Icon::last, off)) last = "Last";
  ImGui::SameLine(0, px(4));
  ButtonLook play;
  play.icon = Icon::play;
  if (button("Play", play)) last = "Play";
  const float y = px(69);
  line_across(px(286), px(1018), y - px(1), Role::accent, px(2));
  line_across(px(1018), px(1262), y - px(1), Role::line, px(2));
  for (int i = 0; i <= 16; ++i)
    dot({px(286) + px(61) * static_cast<float>(i), y}, i < 12 ? Role::accent : Role::ghost,
        Dot::filled, 3);
  fork({px(1025), y}, {px(1078), y + px(22)}, Role::ghost, px(2));
  line_across(px(1078), px(1140), y + px(21), Role::ghost, px(2));
  fill(Rect::at({px(1011), y - px(10)}, px(14), px(20)), Role::accent, px(4));
  put_text_in(Rect::at({px(470), px(82)}, px(60), px(16)), "log in", Type::note, Role::ink_3,
              Align::centre);
  put_text_in(Rect::at({px(978), px(82)}, px(60), px(16)), "mark", Type::note_strong, Role::accent,
              Align::centre);
  put_text_in(Rect::at({0, px(62)}, width - px(16), px(20)), "Step 12 of 16", Type::text_strong,
              Role::ink, Align::right);
  put_text_in(Rect::at({0, px(82)}, width - px(16), px(16)), "0.28 s", Type::note, Role::ink_2,
              Align::right);
}

void Gallery::story(float x, float y) {
  const Rect outer = Rect::at({px(x), px(y)}, px(320), px(700));
  const Rect inside = pane(outer, "What just happened", "");
  const ScrollArea area("story", inside);
  paragraph("Message 2 is marked, not removed.", Type::headline);
  gap(12);
  view::RichText words = {{"The session notes that message 2 is to go. It is still in the ",
                           view::Span::Style::plain, ""},
                          {"maildrop", view::Span::Style::plain, "term.maildrop"},
                          {", and ", view::Span::Style::plain, ""},
                          {"RSET", view::Span::Style::code, ""},
                          {" would ", view::Span::Style::plain, ""},
                          {"take the mark back.", view::Span::Style::strong, ""}};
  RichLook look;
  look.meaning = [](const std::string&) {
    return std::string("What the server keeps for one user.");
  };
  rich(words, look);
  gap(8);
  tag("RFC 1939 \xC2\xA7 5, DELE");
  gap(12);
  rule();
  gap(12);
  put_heading(Rect::at(ImGui::GetCursorScreenPos(), area.width(), 0),
              "How many messages does the server hold?");
  gap(28);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float w = put_text(at, "You said ", Type::text, Role::ink);
  w += put_text({at.x + w, at.y}, "2", Type::text_strong, Role::ink) + px(12);
  put_text({at.x + w, at.y}, "\xE2\x9C\x97 there are still 3", Type::text, Role::error);
  gap(28);
  text("\xE2\x9C\x93 right", Type::text_strong, Role::ok);
  gap(12);
  put_heading(Rect::at(ImGui::GetCursorScreenPos(), area.width(), 0),
              "Two ways on; both are kept, C compares them");
  gap(36);
  ButtonLook way;
  way.width = area.width();
  way.leading_key = view::cap_of_choice(0);
  if (button("Send QUIT", way)) last = "Send QUIT";
  way.leading_key = view::cap_of_choice(1);
  if (button("Cut the cable##way", way)) last = "Cut the cable";
  gap(16);
  paragraph("Not in our faces: \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D, a NUL \x01, \xFF.", Type::text);
}

void Gallery::wire(float x, float y) {
  const Rect outer = Rect::at({px(x), px(y)}, px(512), px(276));
  Rect inside = pane(outer);
  const std::array<std::string_view, 2> names = {"Ladder", "Lines"};
  place(inside.min);
  tab = tabs("middle", names, tab);
  place({inside.max.x - toggle_width("Sniffer's view"), inside.min.y + px(2)});
  if (toggle("Sniffer's view", sniffer)) last = "Sniffer's view";
  inside.cut_top(px(44));
  WireLook look;
  look.line_end = true;
  view::WireLine stuffed = reply("", view::Tone::plain, "..5 litres of water");
  stuffed.stuffed = true;
  view::WireLine lines[] = {command("RETR 2"), reply("+OK", view::Tone::ok, "1320 octets"), stuffed,
                            reply("-ERR", view::Tone::error, "[IN-USE] locked"),
                            reply("+OK", view::Tone::ok, "message 2 marked")};
  for (int i = 0; i < 5; ++i) {
    const Rect row = inside.cut_top(px(28));
    look.speaker = i != 2;
    look.on_soft = i == 4;
    if (i == 4) soft_fill(row.inset(-px(8), 0), Role::accent_soft, exact(4));
    put_text_in(row.moved(px(8), 0), i == 4 ? "12" : "9", Type::note,
                i == 4 ? Role::ink_2 : Role::ink_3);
    const float indent = i == 2 ? px(44) + text_width("S: ", Type::wire) : px(44);
    put_wire({row.min.x + indent, row.min.y + px(4)}, lines[i], look);
  }
  const std::string mono = "2b 4f 4b 20 6d 65 73 73  61 67 65 20";
  put_text({inside.min.x, inside.min.y + px(12)}, mono, Type::wire_note, Role::ink_2);
}

void Gallery::ladder(float x, float y) {
  const Rect outer = Rect::at({px(x), px(y)}, px(512), px(408));
  Rect inside = pane(outer);
  const float left = inside.min.x + px(96);
  const float right = inside.max.x - px(80);
  put_text_in(Rect::at({left - px(60), inside.min.y}, px(120), px(20)), "Laptop", Type::text_strong,
              Role::ink, Align::centre);
  put_text_in(Rect::at({left - px(60), inside.min.y + px(20)}, px(120), px(16)), "port 50112",
              Type::note, Role::ink_2, Align::centre);
  line_down(left, inside.min.y + px(48), outer.max.y - px(1), Role::line, px(2));
  line_down(right, inside.min.y + px(48), outer.max.y - px(1), Role::line, px(2));
  fill(Rect::at({right + px(14), inside.min.y + px(60)}, px(6), px(200)), Role::accent, px(3));
  put_text({right + px(28), inside.min.y + px(60)}, "Transaction", Type::note, Role::ink_2);
  inside.cut_top(px(56));
  for (int i = 0; i < 7; ++i) {
    const Rect row = inside.cut_top(px(kLadderRow));
    const bool now = i == 3;
    if (now) soft_fill(row.inset(-px(8), 0), Role::accent_soft, exact(5));
    put_text_in(row, std::to_string(i + 1), Type::note, now ? Role::ink_2 : Role::ink_3);
    const view::WireLine line =
        i % 2 != 0 ? reply("+OK", view::Tone::ok, "message 2 marked") : command("DELE 2");
    WireLook look;
    look.on_soft = now;
    look.future = i == 6;
    const float w = wire_width(line, look);
    put_wire({(left + right - w) / 2, row.min.y + px(4)}, line, look);
    ArrowLook arrow_look;
    arrow_look.role = now ? Role::accent : Role::ink_2;
    if (now) arrow_look.width = exact(1.75f);
    if (i == 6) arrow_look = {Role::ghost, 0, true, 0, 8};
    arrow_look.broken_at = i == 5 ? 0.5f : 0;
    if (i == 5) arrow_look.role = Role::error;
    const ImVec2 a{i % 2 != 0 ? right - px(4) : left + px(6), row.min.y + px(26)};
    const ImVec2 b{i % 2 != 0 ? left + px(6) : right - px(4), row.min.y + px(32)};
    arrow(a, b, arrow_look);
  }
}

void Gallery::maildrop(float x, float y) {
  const Rect outer = Rect::at({px(x), px(y)}, px(404), px(276));
  Rect inside = pane(outer, "Maildrop of sarah", "unique-id, octets");
  const char* subjects[] = {"Invoice 4471", "Lunch on Friday? With cake, water and a long list",
                            "Router manual"};
  for (int i = 0; i < 3; ++i) {
    const Rect row = inside.cut_top(px(42));
    const bool marked = i == 1;
    if (marked) soft_fill(row, Role::mark_soft);
    line_across(row.min.x, row.max.x, row.min.y);
    put_text({row.min.x + px(7), row.min.y + px(3)}, std::to_string(i + 1), Type::text,
             Role::ink_2);
    put_subject({row.min.x + px(23), row.min.y + px(3)}, px(130), subjects[i], Type::text,
                Role::ink);
    put_text({row.min.x + px(23), row.min.y + px(22)}, "q4a1, 1,650", Type::wire_note, Role::ink_2);
    const float middle = row.centre().y;
    dot({row.min.x + px(176), middle}, Role::ink);
    if (marked)
      put_text_in(row.moved(px(230), 0), "marked", Type::text_strong, Role::mark);
    else
      dot({row.min.x + px(236), middle}, Role::ghost, Dot::hollow);
    put_text_in(row.moved(px(296), 0), "removed", Type::text, Role::ink_2);
  }
  inside.cut_top(px(8));
  const Rect gone = inside.cut_top(px(28));
  outline_dashed(gone, Role::ghost, exact(5));
  dot({gone.min.x + px(16), gone.centre().y}, Role::ghost, Dot::hollow);
  put_text_in(gone.moved(px(30), 0), "Lunch on Friday?", Type::text, Role::ink_3);
  put_text_in(gone.inset(px(10), 0), "removed 09:05", Type::note, Role::ink_2, Align::right);
}

void Gallery::controls(float x, float y) {
  const Rect outer = Rect::at({px(x), px(y)}, px(404), px(408));
  Rect inside = pane(outer, "Session 1, seen by the server", "holds the lock");
  Rect boxes = inside.cut_top(px(34));
  const float radius = exact(6);
  const Rect first = boxes.cut_left(px(104));
  boxes.cut_left(px(30));
  const Rect second = boxes.cut_left(px(104));
  box(first, Role::surface, Role::line, radius);
  put_text_in(first, "Authorization", Type::label, Role::ink_2, Align::centre);
  arrow({first.max.x + px(4), first.centre().y}, {second.min.x - px(4), first.centre().y},
        {Role::ghost, px(2), false, false, 6});
  box(second, Role::accent_soft, Role::accent, radius, px(2));
  put_text_in(second, "Transaction", Type::heading, Role::accent, Align::centre);
  arrow({second.min.x + px(12), second.max.y + px(4)},
        {second.min.x + px(12), second.max.y + px(26)}, {Role::ghost, px(2), false, false, 6});
  put_text({second.min.x + px(20), second.max.y + px(6)}, "ended, 600 s", Type::note, Role::ink_3);
  inside.cut_top(px(40));
  place(inside.min);
  for (const char* keyword : {"STAT", "LIST", "RETR", "DELE"}) {
    if (chip(keyword, {ChipForm::plain, true, {}, {}})) last = keyword;
    ImGui::SameLine(0, px(6));
  }
  if (chip("USER",
           {ChipForm::not_permitted, true, {}, "USER is for Authorization. RFC 1939 \xC2\xA7 7"}))
    last = "USER";
  inside.cut_top(px(36));
  place(inside.min);
  button("Not now", {false, {}, {}, Icon::none, false, 0, {}});
  ImGui::SameLine();
  const view::KeyCap cut{"X", {view::Key::character, 'x'}};
  if (button("Cut the cable", {false, cut, {}, Icon::cross, true, 0, {}})) last = "X";
  inside.cut_top(px(48));
  place(inside.min);
  TextFieldLook look;
  look.hint = "name of this branch";
  look.width = inside.width();
  std::string& field = typed;
  if (text_field("name", field, look).entered) entered = typed;
  inside.cut_top(px(48));
  for (const Icon icon : {Icon::pause, Icon::cross, Icon::plug, Icon::check, Icon::more})
    put_icon({inside.cut_left(px(32)).min.x + px(8), inside.min.y + px(12)}, icon, Role::ink);
  triangle_right({inside.cut_left(px(32)).min.x, inside.min.y + px(12)}, Role::ink_2);
  triangle_down({inside.cut_left(px(32)).min.x, inside.min.y + px(12)}, Role::ink_2);
}

void Gallery::bottom_bar() {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  Rect bar = Rect::at({0, size.y - px(kBottomBar)}, size.x, px(kBottomBar));
  bar_ground(bar, Edge::top);
  const float y = bar.min.y + px(8);
  place({px(16), bar.min.y + px(12)});
  if (chip("Laptop", {ChipForm::chosen, false, {}, {}})) last = "Laptop";
  put_text({px(86), bar.min.y + px(14)}, "C:", Type::wire, Role::ink_3);
  bar = bar.inset(px(16), 0);
  const ButtonLook next{true, {"Space", {view::Key::space}}, {}, Icon::none, true, 0, {}};
  place({bar.cut_right(button_width("Next: QUIT", next)).min.x, y});
  if (button("Next: QUIT", next)) last = "Next";
}

}  // namespace popscope::gui
