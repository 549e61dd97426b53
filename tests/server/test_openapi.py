"""Whatever a client sends, the answer is one that the OpenAPI document announces."""

from collections.abc import Iterator
from typing import Any

import pytest
from running import Running, running

schemathesis = pytest.importorskip("schemathesis")

from hypothesis import HealthCheck, given, settings  # noqa: E402
from schemathesis import checks  # noqa: E402

MOST_IMAGES = 40
TOKEN = "0123456789abcdef-for-tests"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(
        tmp_path_factory.mktemp("openapi"), "--workers", 1, "--max-side", 64, "--allow-programs", SHADERGEN_TOKEN=TOKEN
    ) as service:
        yield service


@pytest.fixture(scope="module")
def api(service: Running) -> Any:
    schema = schemathesis.openapi.from_url(f"{service.url}/openapi.json", headers=HEADERS)

    @schema.hook
    def map_query(context: Any, query: dict[str, Any] | None) -> dict[str, Any] | None:
        """Endless streams are tested elsewhere."""
        if context.operation.path == "/v1/stream":
            n = (query or {}).get("n")
            return (query or {}) | {"n": min(n, MOST_IMAGES) if isinstance(n, int) else MOST_IMAGES}
        return query

    # jobs are tested elsewhere too: each that is accepted keeps a core busy
    return schema.exclude(method="POST", path="/v1/jobs")


CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


def test_every_answer_is_announced(api: Any) -> None:
    operations = [result.ok() for result in api.get_all_operations()]
    assert {"/v1/stream", "/v1/images/{index}.png", "/v1/shots", "/readyz"} <= {o.path for o in operations}
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def answered_as_announced(case: Any) -> None:
            case.call_and_validate(checks=CHECKS, timeout=30, headers=HEADERS)

        answered_as_announced()
