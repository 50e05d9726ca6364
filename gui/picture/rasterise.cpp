#include "gui/picture/rasterise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <imgui.h>

namespace popscope::gui {
namespace {

using Fixed = std::int64_t;
constexpr int kShift = 8;  // positions and texels in 1/256
constexpr Fixed kOne = Fixed{1} << kShift;
constexpr Fixed kHalf = kOne / 2;

Fixed fixed(float value) { return static_cast<Fixed>(std::floor(value * 256.0f + 0.5f)); }

Fixed floor_div(Fixed a, Fixed b) {
  const Fixed q = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
}
Fixed ceil_div(Fixed a, Fixed b) { return -floor_div(-a, b); }

struct Clip {
  int x0, y0, x1, y1;
};

// A vertex in whole numbers.
struct Corner {
  Fixed x, y;            // 1/256 pixel
  Fixed u, v;            // 1/256 texel
  std::array<int, 4> c;  // red, green, blue, alpha
};

class Canvas {
 public:
  Canvas(int width, int height, ImFontAtlas& atlas) {
    picture_.width = width;
    picture_.height = height;
    picture_.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    atlas.GetTexDataAsAlpha8(&texels_, &texture_width_, &texture_height_);
  }

  Corner corner(const ImDrawVert& vertex) const {
    const ImU32 c = vertex.col;
    const auto channel = [c](int shift) { return static_cast<int>(c >> shift & 255); };
    return {fixed(vertex.pos.x),
            fixed(vertex.pos.y),
            fixed(vertex.uv.x * static_cast<float>(texture_width_)),
            fixed(vertex.uv.y * static_cast<float>(texture_height_)),
            {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT),
             channel(IM_COL32_A_SHIFT)}};
  }

  void rectangle(const Corner& a, const Corner& c, const Clip& clip);
  void triangle(Corner a, Corner b, Corner c, const Clip& clip);
  Picture take() { return std::move(picture_); }
  int width() const { return picture_.width; }
  int height() const { return picture_.height; }

 private:
  // Bilinear, 0 to 255. A texel's middle is at a half.
  int texel(Fixed u, Fixed v) const {
    u -= kHalf;
    v -= kHalf;
    const int x = static_cast<int>(u >> kShift);
    const int y = static_cast<int>(v >> kShift);
    const int fx = static_cast<int>(u & (kOne - 1));
    const int fy = static_cast<int>(v & (kOne - 1));
    const int top = at(x, y) * (256 - fx) + at(x + 1, y) * fx;
    const int bottom = at(x, y + 1) * (256 - fx) + at(x + 1, y + 1) * fx;
    return (top * (256 - fy) + bottom * fy + (1 << 15)) >> 16;
  }

  int at(int x, int y) const {
    x = std::clamp(x, 0, texture_width_ - 1);
    y = std::clamp(y, 0, texture_height_ - 1);
    return texels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(texture_width_) +
                   static_cast<std::size_t>(x)];
  }

  std::uint8_t* pixel(Fixed x, Fixed y) {
    return picture_.rgb.data() +
           (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.width) +
            static_cast<std::size_t>(x)) *
               3;
  }

  static void blend(std::uint8_t* to, const std::array<int, 4>& c, int alpha) {
    if (alpha <= 0) return;
    for (int i = 0; i < 3; ++i) {
      const int mixed = c[static_cast<std::size_t>(i)] * alpha + to[i] * (255 - alpha);
      to[i] = static_cast<std::uint8_t>((mixed + 127) / 255);
    }
  }

  void run(Fixed x0, Fixed x1, Fixed y, const std::array<int, 4>& c, int alpha) {
    std::uint8_t* to = pixel(x0, y);
    for (Fixed x = x0; x < x1; ++x, to += 3) blend(to, c, alpha);
  }

  Picture picture_;
  unsigned char* texels_ = nullptr;
  int texture_width_ = 0;
  int texture_height_ = 0;
};

int times(int a, int b) { return (a * b + 127) / 255; }

// Glyphs and flat rectangles: a is the top left corner, c the bottom right one.
void Canvas::rectangle(const Corner& a, const Corner& c, const Clip& clip) {
  const Fixed x0 = std::max<Fixed>(clip.x0, ceil_div(a.x - kHalf, kOne));
  const Fixed y0 = std::max<Fixed>(clip.y0, ceil_div(a.y - kHalf, kOne));
  const Fixed x1 = std::min<Fixed>(clip.x1, ceil_div(c.x - kHalf, kOne));
  const Fixed y1 = std::min<Fixed>(clip.y1, ceil_div(c.y - kHalf, kOne));
  if (x0 >= x1 || y0 >= y1) return;
  if (a.u == c.u && a.v == c.v) {
    const int alpha = times(a.c[3], texel(a.u, a.v));
    for (Fixed y = y0; y < y1; ++y) run(x0, x1, y, a.c, alpha);
    return;
  }
  for (Fixed y = y0; y < y1; ++y) {
    const Fixed v = a.v + floor_div((y * kOne + kHalf - a.y) * (c.v - a.v), c.y - a.y);
    std::uint8_t* to = pixel(x0, y);
    for (Fixed x = x0; x < x1; ++x, to += 3) {
      const Fixed u = a.u + (x * kOne + kHalf - a.x) * (c.u - a.u) / (c.x - a.x);
      blend(to, a.c, times(a.c[3], texel(u, v)));
    }
  }
}

// One side of a triangle: positive inside.
struct Side {
  Fixed dx, dy, constant;  // value = dx * x + dy * y + constant
  bool own;                // a pixel exactly on it belongs to this triangle

  Side(const Corner& from, const Corner& to)
      : dx(from.y - to.y),
        dy(to.x - from.x),
        constant(-(dx * from.x + dy * from.y)),
        own((from.y == to.y && to.x > from.x) || to.y < from.y) {}

  Fixed value(Fixed x, Fixed y) const { return dx * x + dy * y + constant; }

  // Narrows [x0, x1) to the pixels of the row whose middles are inside.
  void narrow(Fixed y, Fixed& x0, Fixed& x1) const {
    const Fixed rest = dx * kHalf + dy * y + constant - (own ? 0 : 1);
    if (dx > 0)
      x0 = std::max(x0, ceil_div(-rest, dx * kOne));
    else if (dx < 0)
      x1 = std::min(x1, floor_div(rest, -dx * kOne) + 1);
    else if (rest < 0)
      x1 = x0;
  }
};

void Canvas::triangle(Corner a, Corner b, Corner c, const Clip& clip) {
  Fixed area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  if (area == 0) return;
  if (area < 0) {
    std::swap(b, c);
    area = -area;
  }
  const std::array sides = {Side(b, c), Side(c, a), Side(a, b)};
  const Fixed top = std::min({a.y, b.y, c.y});
  const Fixed bottom = std::max({a.y, b.y, c.y});
  const Fixed y0 = std::max<Fixed>(clip.y0, ceil_div(top - kHalf, kOne));
  const Fixed y1 = std::min<Fixed>(clip.y1, floor_div(bottom - kHalf, kOne) + 1);
  const bool one_colour = a.c == b.c && b.c == c.c;
  const bool one_texel = a.u == b.u && b.u == c.u && a.v == b.v && b.v == c.v;
  const int cover = one_texel ? texel(a.u, a.v) : 0;
  for (Fixed row = y0; row < y1; ++row) {
    const Fixed y = row * kOne + kHalf;
    Fixed x0 = clip.x0;
    Fixed x1 = clip.x1;
    for (const Side& side : sides) side.narrow(y, x0, x1);
    if (x0 >= x1) continue;
    if (one_colour && one_texel) {
      run(x0, x1, row, a.c, times(a.c[3], cover));
      continue;
    }
    std::uint8_t* to = pixel(x0, row);
    for (Fixed column = x0; column < x1; ++column, to += 3) {
      const Fixed x = column * kOne + kHalf;
      const Fixed wa = sides[0].value(x, y);
      const Fixed wb = sides[1].value(x, y);
      const Fixed wc = sides[2].value(x, y);
      const auto mix = [&](Fixed at_a, Fixed at_b, Fixed at_c) {
        return (wa * at_a + wb * at_b + wc * at_c + area / 2) / area;
      };
      std::array<int, 4> colour = a.c;
      if (!one_colour)
        for (std::size_t i = 0; i < 4; ++i)
          colour[i] = static_cast<int>(mix(a.c[i], b.c[i], c.c[i]));
      const int alpha = one_texel ? cover : texel(mix(a.u, b.u, c.u), mix(a.v, b.v, c.v));
      blend(to, colour, times(colour[3], alpha));
    }
  }
}

// Two triangles that make an upright rectangle in one colour, as glyphs and plain fills do.
bool upright(const ImDrawVert* v, const ImDrawIdx* i) {
  if (i[3] != i[0] || i[4] != i[2]) return false;
  const ImDrawVert &a = v[i[0]], &b = v[i[1]], &c = v[i[2]], &d = v[i[5]];
  return a.pos.x == d.pos.x && b.pos.x == c.pos.x && a.pos.y == b.pos.y && c.pos.y == d.pos.y &&
         a.pos.x < c.pos.x && a.pos.y < c.pos.y && a.uv.x == d.uv.x && b.uv.x == c.uv.x &&
         a.uv.y == b.uv.y && c.uv.y == d.uv.y && a.col == b.col && a.col == c.col && a.col == d.col;
}

void draw(Canvas& canvas, const ImDrawList& list, const ImDrawCmd& command) {
  const Clip clip = {std::max(0, static_cast<int>(command.ClipRect.x)),
                     std::max(0, static_cast<int>(command.ClipRect.y)),
                     std::min(canvas.width(), static_cast<int>(command.ClipRect.z)),
                     std::min(canvas.height(), static_cast<int>(command.ClipRect.w))};
  if (clip.x0 >= clip.x1 || clip.y0 >= clip.y1) return;
  const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
  const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
  for (unsigned i = 0; i + 2 < command.ElemCount;) {
    if (i + 5 < command.ElemCount && upright(vertices, indices + i)) {
      canvas.rectangle(canvas.corner(vertices[indices[i]]), canvas.corner(vertices[indices[i + 2]]),
                       clip);
      i += 6;
      continue;
    }
    canvas.triangle(canvas.corner(vertices[indices[i]]), canvas.corner(vertices[indices[i + 1]]),
                    canvas.corner(vertices[indices[i + 2]]), clip);
    i += 3;
  }
}

}  // namespace

Picture rasterise(const ImDrawData& drawn, ImFontAtlas& atlas) {
  Canvas canvas(static_cast<int>(drawn.DisplaySize.x), static_cast<int>(drawn.DisplaySize.y),
                atlas);
  for (const ImDrawList* list : drawn.CmdLists)
    for (const ImDrawCmd& command : list->CmdBuffer)
      if (command.UserCallback == nullptr) draw(canvas, *list, command);
  return canvas.take();
}

}  // namespace popscope::gui
