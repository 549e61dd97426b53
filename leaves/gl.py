"""Pictures of dead leaves, drawn from the front by OpenGL: the same pictures as `leaves.raster`.

The leaves come in chunks, and each chunk is drawn over what the ones before left bare, until nothing is bare. With
compute shaders (OpenGL 4.3), one dispatch forms the leaves of a chunk, one finds which of them meet which tile of
pixels, as 32 bits a word, and one walks, for each tile that is still bare, down its leaves. Without (OpenGL 4.0), a
fragment shader forms the leaves, and one walks down them all for each bare pixel, which a depth test picks out.

Pixels are equal to those of `leaves.raster` where the driver rounds doubles' divisions and roots as IEEE 754 says, as
llvmpipe does; a driver that errs in their last bit moves a leaf's edge by at most 1e-7 of the picture, once in many
millions of leaves.
"""

import moderngl
import numpy as np
from numpy.typing import NDArray

from leaves import glsl
from leaves.model import KNOTS, NEWTON_STEPS, SHAPES, LeafLaw, inverse
from leaves.rain import Rain
from leaves.view import View

COMPUTE, FRAGMENT = 430, 400
"""The lowest version codes of OpenGL for the two ways."""

BARE = 0xFFFFFFFF
CHUNK = 256
"""Leaves an image in the first rounds; a multiple of 32."""
_GROUPS = 65535
"""Work groups in one dispatch, as many as any driver allows."""
_ROW = 1024
"""Leaves in a row of a texture."""


def open_raster(
    ctx: moderngl.Context, law: LeafLaw, view: View, batch: int, *, software: bool
) -> "ComputeRaster | FragmentRaster | None":
    """The best rasteriser that a context has; None where `leaves.raster` is faster, or the only one.

    Args:
        ctx: the context, current.
        law: of the leaves.
        view: the pixels; calls of `fronts` may shift them, not change their number.
        batch: the most images in one call.
        software: whether the CPU draws.
    """
    if ctx.version_code >= COMPUTE:
        return ComputeRaster(ctx, law, view, batch, *(1, None) if software else (8, 2))
    if ctx.version_code >= FRAGMENT and not software:
        return FragmentRaster(ctx, law, view, batch)
    return None


class ComputeRaster:
    """Draws with compute shaders, for OpenGL 4.3 and later.

    Args:
        ctx: the context, current.
        law: of the leaves.
        view: the pixels.
        batch: the most images in one call.
        lanes: rows of a work group that draw side by side; one on a CPU, where eight invocations are one vector.
        rows: rows of pixels that each of them draws.
    """

    def __init__(
        self, ctx: moderngl.Context, law: LeafLaw, view: View, batch: int, lanes: int = 1, rows: int | None = None
    ) -> None:
        self.batch = batch
        self._ctx, self._view, self._kinds = ctx, view, len(law.shapes)
        rows = rows or (8 if view.height < 64 else 16 if view.height < 192 else 32)
        self._tile = 8, lanes * rows
        tiles = -(-view.width // 8), -(-view.height // self._tile[1])
        self._group = min(8, tiles[0]), min(4, tiles[1])
        self._groups = -(-tiles[0] // self._group[0]), -(-tiles[1] // self._group[1])
        row, column = np.divmod(np.arange(tiles[0] * tiles[1]), tiles[0])
        self._corner = column | row << 16
        self._group_of = row // self._group[1] * self._groups[0] + column // self._group[0]
        self._place = row % self._group[1] * self._group[0] + column % self._group[0]
        names = _names(law) | {
            "GROUP_X": self._group[0],
            "GROUP_Y": self._group[1],
            "LANES": lanes,
            "ROWS": rows,
        }

        def shader(*texts: str, **more: str) -> moderngl.ComputeShader:
            return ctx.compute_shader(_source(COMPUTE, names | more, *texts))

        self._leaves = shader(glsl.LEAF, glsl.COMPUTE_LEAVES)
        self._meetings = shader(glsl.COMPUTE_MEETINGS)
        self._first = shader(glsl.COVERS, glsl.COMPUTE_PIXELS, START="BARE")
        self._next = shader(glsl.COVERS, glsl.COMPUTE_PIXELS, START="pixel[at + i * size.x]")
        pixels, groups = view.width * view.height, self._groups[0] * self._groups[1]
        self._law = _law_table(ctx, law)
        self._held = _plain(ctx.texture((4 * _ROW, -(-batch * CHUNK // _ROW)), 4, dtype="f4"))
        self._buffers = tuple(
            ctx.buffer(reserve=reserve)
            for reserve in (
                16 * batch,
                4 * (batch * CHUNK // 32) * groups * self._group[0] * self._group[1],
                8 * batch * groups,
                16 * batch * len(self._corner),
                4 * batch * pixels,
                4 * batch * len(self._corner),
            )
        )

    def draw(self, rain: Rain) -> NDArray[np.uint8]:
        """Pictures `(B, H, W, 3)` uint8; see `leaves.raster.draw`."""
        return _rgb(self._run(rain, self._view, None))

    def fronts(self, rain: Rain, view: View, limit: int | None = None) -> NDArray[np.int32]:
        """Numbers `(B, H, W)` int32; see `leaves.raster.fronts`. `view` may be shifted, and is of the same size."""
        return self._run(rain, view, limit, numbered=True).view(np.int32)

    def _run(self, rain: Rain, view: View, limit: int | None, *, numbered: bool = False) -> NDArray[np.uint32]:
        images, _, groups, tiles, pixels, bare = self._buffers
        for binding, buffer in enumerate(self._buffers):
            buffer.bind_to_storage_buffer(binding)
        axes = _axes(self._ctx, view)
        textures = {"leaves": self._held, "law": self._law, "axes": axes}
        _set(
            self._leaves,
            key=rain.counters.key,
            extent=view.extent,
            kind_count=self._kinds,
            numbered=numbered,
            limit=_UNLIMITED if limit is None else limit,
        )
        tile = self._tile[0] / view.shorter, self._tile[1] / view.shorter
        _set(self._meetings, tile=tile, corner=view.shift, across=self._groups[0])
        area, per_image = view.width * view.height, self._groups[0] * self._groups[1]
        per_group = self._group[0] * self._group[1]
        image = np.repeat(np.arange(len(rain.counters.images)), len(self._corner))
        tile_of = np.tile(np.arange(len(self._corner)), len(rain.counters.images))
        first, rounds = 0, 0
        while len(image) and (limit is None or first < limit):
            slots, slot = np.unique(image, return_inverse=True)
            grouped, group = np.unique(slot * per_image + self._group_of[tile_of], return_inverse=True)
            count = _count(rounds, self.batch, len(slots))
            images.write(np.column_stack([rain.counters.images[slots], slots]).astype(np.uint32).tobytes())
            groups.write(np.column_stack(np.divmod(grouped, per_image)).astype(np.uint32).tobytes())
            start = group * (count // 32 * per_group) + self._place[tile_of]
            work = np.column_stack([slot, start, image * area, self._corner[tile_of]])
            tiles.write(work.astype(np.uint32).tobytes())
            bare.clear()
            pixel_shader = self._next if rounds else self._first
            for number, (name, texture) in enumerate(textures.items()):
                texture.use(number)
                for shader in (self._leaves, self._meetings, pixel_shader):
                    _set(shader, **{name: number})
            self._held.bind_to_image(0, read=False, write=True)
            _set(self._leaves, first=first, count=count)
            _set(self._meetings, count=count)
            _set(pixel_shader, count=count, base_mark=first if numbered else 0, size=(view.width, view.height))
            self._leaves.run(count // 32, len(slots))
            self._ctx.memory_barrier()
            self._meetings.run(-(-count // 256), len(grouped))
            self._ctx.memory_barrier()
            for tile_number in range(0, len(work), _GROUPS):
                _set(pixel_shader, first_tile=tile_number)
                pixel_shader.run(min(_GROUPS, len(work) - tile_number))
            self._ctx.memory_barrier()
            left = np.flatnonzero(np.frombuffer(bare.read(4 * len(work)), np.uint32))
            image, tile_of = image[left], tile_of[left]
            first, rounds = first + count, rounds + 1
        axes.release()
        seen = np.frombuffer(pixels.read(4 * area * len(rain.counters.images)), np.uint32)
        return seen.reshape(-1, view.height, view.width)


class FragmentRaster:
    """Draws with fragment shaders, for OpenGL 4.0 to 4.2; the arguments are those of `open_raster`."""

    def __init__(self, ctx: moderngl.Context, law: LeafLaw, view: View, batch: int) -> None:
        tallest = min(int(ctx.info["GL_MAX_TEXTURE_SIZE"]), 16384)
        self.batch = max(1, min(batch, tallest // view.height))
        self._ctx, self._view, self._kinds = ctx, view, len(law.shapes)
        names = _names(law)

        def program(vertex: str, *fragment: str) -> moderngl.VertexArray:
            linked = ctx.program(_source(FRAGMENT, names, vertex), _source(FRAGMENT, names, *fragment))
            return ctx.vertex_array(linked, [])

        self._leaves = program(glsl.WHOLE_TARGET, glsl.LEAF, glsl.FRAGMENT_LEAVES)
        self._pixels = program(glsl.TILES_VERTICES, glsl.COVERS, glsl.FRAGMENT_PIXELS)
        self._law = _law_table(ctx, law)
        rows = -(-self.batch * CHUNK // _ROW)
        self._held = tuple(_plain(ctx.texture((_ROW, rows), 4, dtype="f4")) for _ in range(4))
        self._grown = ctx.framebuffer(list(self._held))
        size = view.width, self.batch * view.height
        self._seen = _plain(ctx.texture(size, 1, dtype="u4"))
        self._target = ctx.framebuffer([self._seen], ctx.depth_renderbuffer(size))
        self._images = _plain(ctx.texture((self.batch, 1), 4, dtype="u4"))

    def draw(self, rain: Rain) -> NDArray[np.uint8]:
        """Pictures `(B, H, W, 3)` uint8; see `leaves.raster.draw`."""
        return _rgb(self._run(rain, self._view, None))

    def fronts(self, rain: Rain, view: View, limit: int | None = None) -> NDArray[np.int32]:
        """Numbers `(B, H, W)` int32; see `leaves.raster.fronts`. `view` may be shifted, and is of the same size."""
        return self._run(rain, view, limit, numbered=True).view(np.int32)

    def _run(self, rain: Rain, view: View, limit: int | None, *, numbered: bool = False) -> NDArray[np.uint32]:
        ctx, total = self._ctx, len(rain.counters.images)
        axes = _axes(ctx, view)
        textures = dict(zip(("discs", "edges_a", "edges_b", "edges_c"), self._held, strict=True)) | {
            "law": self._law,
            "axes": axes,
            "images": self._images,
        }
        leaves, pixels = self._leaves.program, self._pixels.program
        for number, (name, texture) in enumerate(textures.items()):
            for program in (leaves, pixels):
                _set(program, **{name: number})
            texture.use(number)
        _set(
            leaves,
            key=rain.counters.key,
            extent=view.extent,
            kind_count=self._kinds,
            numbered=numbered,
            limit=_UNLIMITED if limit is None else limit,
        )
        _set(pixels, size=(view.width, view.height), target=self._target.size)
        self._target.clear(depth=1.0)
        self._seen.write(np.full(self._seen.width * self._seen.height, BARE, np.uint32).tobytes())
        slots = np.arange(total)
        first, rounds = 0, 0
        while True:
            count = _count(rounds, self.batch, len(slots))
            rows = np.zeros((self.batch, 4), np.uint32)
            rows[: len(slots)] = np.column_stack([rain.counters.images[slots], slots])
            self._images.write(rows.tobytes())
            _set(leaves, first=first, count=count)
            _set(pixels, count=count, base_mark=first if numbered else 0)
            ctx.disable(moderngl.DEPTH_TEST)
            self._grown.use()
            ctx.viewport = 0, 0, _ROW, -(-len(slots) * count // _ROW)
            self._leaves.render(moderngl.TRIANGLES, vertices=3)
            ctx.enable(moderngl.DEPTH_TEST)
            self._target.use()
            self._pixels.render(moderngl.TRIANGLE_STRIP, vertices=4, instances=len(slots))
            ctx.disable(moderngl.DEPTH_TEST)
            flat = np.frombuffer(self._seen.read(), np.uint32)[: total * view.width * view.height]
            seen = flat.reshape(total, view.height, view.width)
            slots = slots[(seen[slots] == BARE).any(axis=(1, 2))]
            first, rounds = first + count, rounds + 1
            if not len(slots) or (limit is not None and first >= limit):
                axes.release()
                return seen


_UNLIMITED = 2**32 - 1


def _count(rounds: int, batch: int, images: int) -> int:
    """Leaves of an image in a round: more once few images are left, as much as the textures hold."""
    wanted = CHUNK << min(4, max(0, rounds - 3))
    return min(wanted, batch * CHUNK // images // 32 * 32)


def _set(shader: moderngl.ComputeShader | moderngl.Program, **values: object) -> None:
    """Set those of the uniforms that the shader has."""
    for name, value in values.items():
        if name in shader:
            shader[name] = value


def _names(law: LeafLaw) -> dict[str, object]:
    """What the shaders call by name."""
    kinds = [SHAPES.index(name) for name in law.shapes]
    return {
        "EXPONENT": law.exponent,
        "KINDS": ", ".join(f"{kind}u" for kind in kinds + [0] * (len(SHAPES) - len(kinds))),
        "KNOTS": KNOTS,
        "FIRST_KNOT": _FIRST_KNOT,
        "NEWTON_STEPS": NEWTON_STEPS,
        "ROW": f"{_ROW}u",
        "BARE": f"{BARE}u",
    }


def _source(version: int, names: dict[str, object], *texts: str) -> str:
    """A shader with its version and names in front."""
    return f"#version {version}\n" + "".join(f"#define {k} {v}\n" for k, v in names.items()) + "".join(texts)


def _plain(texture: moderngl.Texture) -> moderngl.Texture:
    texture.filter = moderngl.NEAREST, moderngl.NEAREST
    return texture


_FIRST_KNOT = 10


def _law_table(ctx: moderngl.Context, law: LeafLaw) -> moderngl.Texture:
    """Doubles, as pairs of words: the numbers of `leaves.model.inverse`, with the radii after the first two."""
    scale, step, factors, knots = inverse(law)
    table = np.zeros(_FIRST_KNOT + len(knots))
    table[:4] = scale, step, *law.radius
    table[4 : 4 + len(factors)] = factors
    table[_FIRST_KNOT:] = knots
    return _plain(ctx.texture((len(table), 1), 2, table.tobytes(), dtype="u4"))


def _axes(ctx: moderngl.Context, view: View) -> moderngl.Texture:
    """The middles of columns, and of rows."""
    axes = np.zeros((2, max(view.width, view.height)), np.float32)
    axes[0, : view.width], axes[1, : view.height] = view.x, view.y
    return _plain(ctx.texture((axes.shape[1], 2), 1, axes.tobytes(), dtype="f4"))


def _rgb(seen: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Bytes `(..., 3)` of words `(...)` that hold red, green and blue from the lowest byte up."""
    channels = seen.astype("<u4", copy=False).view(np.uint8).reshape(*seen.shape, 4)
    colour = np.empty((*seen.shape, 3), np.uint8)
    for channel in range(3):  # each by itself is four times as fast as all at once
        colour[..., channel] = channels[..., channel]
    return colour
