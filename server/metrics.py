"""What the service counts, as Prometheus reads it."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """The metrics of one app, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.images = Counter("shadergen_images", "Images drawn.", registry=self.registry)
        self.seconds = Counter(
            "shadergen_stage_seconds",
            "Seconds by stage: wait (for a worker), open (a recipe), draw, encode, send (to clients).",
            ["stage"],
            registry=self.registry,
        )
        self.queue = Gauge("shadergen_queue_depth", "Tasks that wait for a worker.", registry=self.registry)
        self.workers = Gauge("shadergen_workers", "Drawing processes.", registry=self.registry)
        self.restarts = Counter("shadergen_worker_restarts", "Workers that died or hung.", registry=self.registry)
        self.streams = Gauge("shadergen_streams", "Streams that are open.", registry=self.registry)
        self.streamed = Counter(
            "shadergen_streamed_bytes", "Bytes of streams handed to clients.", registry=self.registry
        )
        self.requests = Histogram(
            "shadergen_request_seconds",
            "Seconds to a response's first byte, by route and status.",
            ["route", "status"],
            registry=self.registry,
        )
