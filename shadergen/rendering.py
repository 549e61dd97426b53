"""Rendering: fills a folder with the shards that are missing, and draws damaged ones again."""

import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from shadergen.drawing import Tally
from shadergen.engine.base import Engine, ProgramStopped
from shadergen.engine.cluster import RayCluster
from shadergen.engine.local import LocalPool
from shadergen.errors import RunError, UsageError
from shadergen.gl.context import parse_devices
from shadergen.lots import last_lot, lots, programs_of
from shadergen.plan import BLOCK
from shadergen.recipe import MAX_IMAGES, Recipe, Resolved
from shadergen.shards.folder import Folder, ShardWriter, shard_name
from shadergen.shards.location import is_remote
from shadergen.shards.manifest import Entry, Manifest, Origin, Shard, programs
from shadergen.shards.remote import open_folder
from shadergen.shards.verify import Verdict, check

_SAMPLE_PIXELS = 2**23


@dataclass(frozen=True)
class Status:
    """How far a run is: images in finished shards and under way, and the share of attempts that was rejected."""

    done: int
    total: int
    rejected: float


@dataclass(frozen=True)
class Options:
    """How a folder is filled; nothing here decides a pixel.

    Attributes:
        workers: number of processes; None takes one for each core (of a Ray cluster: for each core or GPU).
        engine: 'local' draws in processes of this machine, 'ray' on a Ray cluster.
        ray_address: 'auto', 'local' or HOST:PORT.
        device: 'auto', 'cpu', 'gpu', 'gpu:K', or several GPUs: 'gpu:0,1'.
        hang_seconds: a worker that says nothing for so long is replaced.
        other_machine: accept a folder that another renderer or encoder began, and a cluster of several.
        on_status: called about once a second and at each chunk.
        on_event: called with a line for the log.
    """

    workers: int | None = None
    engine: str = "local"
    ray_address: str = "auto"
    device: str = "auto"
    hang_seconds: float = 120.0
    other_machine: bool = False
    on_status: Callable[[Status], None] = lambda _: None
    on_event: Callable[[str], None] = lambda _: None


def default_folder(recipe: Resolved) -> Path:
    """A folder's name after its sources, size and fingerprint."""
    width, height = recipe.size
    return Path(f"{'-'.join(recipe.source)}-{width}x{height}-{recipe.fingerprint[:8]}")


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0))


def shard_images(recipe: Resolved, n: int, number: int) -> int:
    """The images of shard `number` in a dataset of `n`."""
    return min(recipe.shard_size, n - number * recipe.shard_size)


def render(
    recipe: Recipe | Resolved,
    out: Path | str | None = None,
    *,
    n: int,
    options: Options = Options(),
) -> Manifest:
    """Fill a folder with images 0 to n - 1; running it again goes on where the last run ended.

    Args:
        recipe: what to draw.
        out: the folder, or the URL of a prefix; by default one in the working folder, named after the recipe.
        n: number of images; more than the folder has extends it.
        options: who draws, and who is told.

    Returns:
        The finished folder's manifest.

    Raises:
        UsageError: the recipe, the folder or an option cannot be used.
        RunError: the disk is full, no worker starts, too many images stay rejected, or an old shard is damaged.
    """
    resolved = recipe.resolve() if isinstance(recipe, Recipe) else recipe
    if not 1 <= n <= MAX_IMAGES:
        raise UsageError(f"n is {n}; it is 1 to {MAX_IMAGES}")
    folder = open_folder(out if out is not None else default_folder(resolved))
    with folder.locked():
        there = folder.finished_shards()
        most = max((shard.start + shard.images for shard in there.values()), default=0)
        if n < most:
            raise UsageError(
                f"{folder.path} already has images up to {most - 1}; give --n {most} or more, or another --out"
            )
        needed = range(-(-n // resolved.shard_size))
        missing = [k for k in needed if k not in there or there[k].images != shard_images(resolved, n, k)]
        with _pool(resolved, options) as pool:
            run = _Run(folder, resolved, n, there, pool, options)
            origin = folder.begin(
                Origin(fingerprint=resolved.fingerprint, machine=pool.identify(), recipe=resolved),
                options.other_machine,
            )
            if missing:
                folder.unfinish()
                run.draw(missing)
        if folder.is_finished():
            return folder.manifest()
        return folder.finish(origin, [there[k] for k in needed])


def verify(
    out: Path | str,
    *,
    repair: bool = False,
    options: Options = Options(),
    on_verdict: Callable[[Verdict], None] = lambda _: None,
) -> list[Verdict]:
    """Check every shard of a finished folder.

    Args:
        out: the folder, or the URL of a prefix.
        repair: draw damaged shards again, from the folder's own `recipe.json` and journal.
        options: who draws when something is repaired.
        on_verdict: called with each shard's verdict as it is found.

    Returns:
        A verdict a shard; with `repair` those after the repair.

    Raises:
        UsageError: it is no finished dataset folder.
        RunError: a shard drawn again differs from the manifest's.
    """
    folder = open_folder(out)
    selected = folder.selected()
    origin = None if selected else folder.origin()
    manifest = selected or folder.manifest()
    verdicts = []
    for verdict in check(folder.path, manifest):
        on_verdict(verdict)
        verdicts.append(verdict)
    damaged = [shard for shard, verdict in zip(manifest.shards, verdicts, strict=True) if not verdict.ok]
    if not (repair and damaged):
        return verdicts
    if origin is None:
        raise UsageError(f"{out} was selected, not drawn: repair its pool, and select into a new folder")
    with folder.locked(), _pool(origin.recipe, options) as pool:
        folder.begin(origin.model_copy(update={"machine": pool.identify()}), options.other_machine)
        run = _Run(folder, origin.recipe, manifest.images, {}, pool, options)
        for shard in damaged:
            again = run.redraw(shard)
            verdicts[manifest.shards.index(shard)] = again
            on_verdict(again)
    return verdicts


def _pool(recipe: Resolved, options: Options) -> Engine:
    if options.workers is not None and not 1 <= options.workers <= 1024:
        raise UsageError(f"workers is {options.workers}; it is auto or 1 to 1024")
    if options.engine == "ray":
        return RayCluster(
            recipe,
            options.device,
            options.workers,
            options.ray_address,
            hang_seconds=options.hang_seconds,
            mixed=options.other_machine,
            on_event=options.on_event,
        )
    if options.engine != "local":
        raise UsageError(f"engine {options.engine!r} is unknown; there is: local, ray")
    devices = parse_devices(options.device)
    return LocalPool(
        recipe,
        devices,
        max(options.workers or cores(), len(devices)),
        hang_seconds=options.hang_seconds,
        on_event=options.on_event,
    )


class _Run:
    """The shards of one run, drawn by one pool into one folder."""

    def __init__(
        self, folder: Folder, recipe: Resolved, n: int, shards: dict[int, Shard], pool: Engine, options: Options
    ) -> None:
        self._folder, self._recipe, self._n, self._shards = folder, recipe, n, shards
        self._pool, self._options = pool, options
        self._tally = Tally()
        self._written = 0  # images of the shard that is being written
        pool.on_progress = self._report

    def draw(self, missing: Sequence[int]) -> None:
        """Draw shards by number and write each, setting aside programs that stop workers."""
        left = list(missing)
        while left:
            try:
                self._write(left, tuple(entry.program for entry in self._folder.journal()))
            except ProgramStopped as stopped:
                self._folder.set_aside(Entry(program=stopped.program, reason=stopped.reason))
                self._options.on_event(f"program {stopped.program} is set aside: {stopped.reason}, twice")

    def redraw(self, shard: Shard) -> Verdict:
        """Draw one shard again with the journal that was in force, and hold it against its record."""
        journal = tuple(entry.program for entry in self._folder.journal()[: shard.journal])
        number = shard.start // self._recipe.shard_size
        try:
            self._write([number], journal, shard)
        except ProgramStopped as stopped:
            raise RunError(f"{shard.name}: program {stopped.program} now stops workers ({stopped.reason})") from stopped
        return Verdict(shard.name, ok=True, reason="repaired")

    def _report(self, under_way: int) -> None:
        attempts, rejected = self._tally.attempts.total(), self._tally.rejections.total()
        done = sum(shard.images for shard in self._shards.values()) + self._written + under_way
        self._options.on_status(Status(min(done, self._n), self._n, rejected / max(1, attempts)))

    def _ends(self, number: int) -> tuple[int, int]:
        """The first index of a shard, and the one after its last."""
        start = number * self._recipe.shard_size
        return start, start + shard_images(self._recipe, self._n, number)

    def _write(self, left: list[int], journal: tuple[str, ...], expected: Shard | None = None) -> None:
        """Draw the shards `left`, taking each off the list when it is in place."""
        writer: ShardWriter | None = None
        tally, devices = Tally(), Counter[str]()
        try:
            work = lots(self._recipe, [self._ends(number) for number in left], self._pool.count)
            for chunk in self._pool.run(work, frozenset(journal)):
                number = left[0]
                writer = writer or ShardWriter(self._folder, shard_name(number))
                writer.add(chunk.members)
                tally.add(chunk.tally)
                devices += chunk.devices
                self._tally.add(chunk.tally)
                start, stop = self._ends(number)
                self._written = chunk.stop - start
                image_bytes = len(chunk.members) / (chunk.stop - chunk.start)
                if chunk.stop < stop:
                    self._foresee_full_disk(left, image_bytes)
                    continue
                digest, size = writer.hash_and_bytes()
                shard = Shard(
                    name=shard_name(number),
                    start=start,
                    images=stop - start,
                    bytes=size,
                    sha256=digest,
                    journal=len(journal),
                    sources=dict(sorted(tally.images.items())),
                    programs=programs(tally) if self._recipe.twigl or self._recipe.synth else {},
                    exhausted=tally.exhausted,
                    devices=dict(sorted(devices.items())) if self._pool.several else None,
                )
                self._refuse_hopeless(shard, tally)
                if expected is not None and shard.sha256 != expected.sha256:
                    raise RunError(
                        f"{shard.name}: drawn again it has SHA-256 {digest[:12]}..., and the manifest says "
                        f"{expected.sha256[:12]}...; repair it on the machine that drew it"
                    )
                writer.publish(shard)
                self._shards[number] = shard
                writer, tally, devices = None, Tally(), Counter()
                left.pop(0)
                self._written = 0
                self._report(0)
                self._foresee_full_disk(left, image_bytes)
        finally:
            self._written = 0
            if writer is not None:
                with suppress(OSError):
                    writer.discard()

    def _foresee_full_disk(self, left: Sequence[int], image_bytes: float) -> None:
        images = sum(shard_images(self._recipe, self._n, k) for k in left) - self._written
        free = self._folder.free_bytes()
        if image_bytes * images > free:
            raise RunError(
                f"{self._folder.path}: about {image_bytes * images / 1e9:.2f} GB are still to be written and "
                f"{free / 1e9:.2f} GB are free; free some space and run the same command again"
            )

    def _refuse_hopeless(self, shard: Shard, tally: Tally) -> None:
        share = shard.exhausted / shard.images
        if share <= self._recipe.filter.max_exhausted:
            return
        (worst, rule), _ = tally.rejections.most_common(1)[0]
        why = tally.messages.get(worst, f"{worst} is rejected as {rule!r} most often")
        raise RunError(
            f"{shard.name}: {share:.0%} of its images are still rejected after {self._recipe.filter.attempts} attempts "
            f"({why}); mend or remove such programs, or loosen the filter in the recipe"
        )


@dataclass(frozen=True)
class Estimate:
    """What a run would do: images that are missing, and bytes and seconds by extrapolating a drawn sample."""

    out: str
    images: int
    missing: int
    shards: int
    bytes: int
    free_bytes: int | None
    """None in an object store."""
    seconds: float
    sample: int
    rejected: float

    def as_dict(self) -> dict[str, str | int | float | None]:
        """The same as plain data."""
        return asdict(self)

    def text(self) -> str:
        """The same as lines for people."""
        free = "" if self.free_bytes is None else f" ({self.free_bytes / 1e6:,.0f} MB are free)"
        return (
            f"{self.out}: {self.images:,} images in {self.shards} shards, {self.missing:,} still to draw\n"
            f"about {self.bytes / 1e6:,.0f} MB{free} and {self.seconds:,.0f} s, "
            f"{self.rejected:.1%} rejected (by a sample of {self.sample})"
        )


def estimate(recipe: Resolved, out: Path | str, *, n: int, options: Options) -> Estimate:
    """Draw a block of the recipe in memory and extrapolate; nothing is written.

    Raises:
        UsageError: as `render` does for n, device and workers.
    """
    if not 1 <= n <= MAX_IMAGES:
        raise UsageError(f"n is {n}; it is 1 to {MAX_IMAGES}")
    folder = open_folder(out)
    there = folder.finished_shards()
    shards = -(-n // recipe.shard_size)
    missing = n - sum(
        shard.images for number, shard in there.items() if shard.images == shard_images(recipe, n, number)
    )
    width, height = recipe.size
    sample = max(1, min(n, BLOCK, _SAMPLE_PIXELS // (width * height)))
    with _pool(recipe, options) as pool:
        pool.identify()
        lot = last_lot(recipe, [(0, sample)], pool.count)
        # once with translating and compiling the programs that are met, once without
        began = time.monotonic()
        (chunk,) = pool.run([lot], frozenset())
        first = time.monotonic()
        for _ in pool.run([lot], frozenset()):
            pass
        again = time.monotonic() - first
    samples, attempts = missing / sample, chunk.tally.attempts
    # programs are met once, however many images there are
    met = min(samples, programs_of(recipe) / len(attempts))
    return Estimate(
        out=str(out),
        images=n,
        missing=missing,
        shards=shards,
        bytes=round(samples * len(chunk.members)),
        free_bytes=None if is_remote(out) else folder.free_bytes(),
        seconds=samples * again + met * (first - began - again),
        sample=sample,
        rejected=chunk.tally.rejections.total() / attempts.total(),
    )
