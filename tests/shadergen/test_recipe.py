import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from shadergen.errors import UsageError
from shadergen.options import View
from shadergen.recipe import Recipe, Resolved, differences
from shadergen.shards.manifest import Machine, Origin, to_bytes


def test_a_yaml_file_and_flags_give_the_same_recipe(tmp_path: Path, library: Path):
    document = {"size": "48x32", "source": "twigl:2,leaves", "shaders": [str(library)], "twigl": {"view": {"turn": 0}}}
    file = tmp_path / "recipe.yaml"
    file.write_text(yaml.safe_dump(document))
    flags = {"size": "48x32", "source": "twigl:2,leaves", "shaders": [str(library)], "twigl.view.turn": 0}
    assert Recipe.load(file, {}).resolve().fingerprint == Recipe.load(None, flags).resolve().fingerprint


def test_a_flag_overrides_the_file(tmp_path: Path):
    file = tmp_path / "recipe.yaml"
    file.write_text("size: 32\nsource: noise\n")
    recipe = Recipe.load(file, {"size": "64"})
    assert recipe.size == (64, 64)
    assert recipe.source == {"noise": 1.0}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"sizes": 3}, "unknown key 'sizes'; did you mean 'size'?"),
        ({"twigl": {"vieww": {}}}, "unknown key 'twigl.vieww'; did you mean 'view'?"),
        ({"filter": {"min_colors": 3}}, "unknown key 'filter.min_colors'; did you mean 'min_colours'?"),
        ({"source": "twigl,shadertoy"}, "unknown source shadertoy; there are twigl, leaves, noise"),
        ({"source": "twigl,twigl"}, "twigl is repeated"),
        ({"source": "twigl:0"}, "a weight is a number above 0"),
        ({"source": "twigl:much"}, "source.twigl"),
        ({"size": "0"}, "each side is 1 to 4096"),
        ({"size": "64x5000"}, "each side is 1 to 4096"),
        ({"size": "big"}, "size"),
        ({"size": True}, "size.0: Input should be a valid integer, not 'True'"),
        ({"size": [64, True]}, "size.1: Input should be a valid integer, not 'True'"),
        ({"size": "1x2x3"}, "size"),
        ({"seed": -1}, "seed"),
        ({"format": "gif"}, "'png', 'jpg', 'webp' or 'ppm'"),
        ({"twigl": {"time": [5, 1]}}, "5.0 is above 1.0"),
        ({"leaves": {"shapes": ["hexagon"]}}, "hexagon"),
    ],
)
def test_a_bad_field_gets_one_line_that_names_it(fields: dict, says: str):
    with pytest.raises(UsageError) as caught:
        Recipe.parse(fields)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["[1, 2]", "a: b: c", "\t"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str):
    file = tmp_path / "recipe.yaml"
    file.write_text(text)
    with pytest.raises(UsageError, match="recipe"):
        Recipe.load(file, {})


def test_a_part_of_a_sources_view_leaves_the_rest_as_the_source_has_it():
    own = Recipe().synth.view
    nearer = Recipe.parse({"synth": {"view": {"zoom": [1.0, 2.0]}}}).synth.view
    assert nearer == own.model_copy(update={"zoom": (1.0, 2.0)})
    assert Recipe.load(None, {"synth.view.palette.kinds.written": 1}).synth.view.turn == own.turn != View().turn


def test_where_the_programs_lie_does_not_change_the_fingerprint(library: Path, tmp_path: Path):
    moved = tmp_path / "elsewhere"
    here = Recipe(source="twigl", shaders=[library]).resolve().fingerprint
    library.rename(moved)
    assert Recipe(source="twigl", shaders=[moved]).resolve().fingerprint == here


def test_what_decides_a_pixel_changes_the_fingerprint(library: Path):
    def fingerprint(**fields: object) -> str:
        return Recipe.parse({"shaders": [str(library)], **fields}).resolve().fingerprint

    variants = [
        {},
        {"seed": 1},
        {"size": 65},
        {"format": "jpg"},
        {"level": 2},
        {"shard_size": 100},
        {"source": "twigl,leaves"},
        {"twigl": {"time": [0, 5]}},
        {"filter": {"min_contrast": 5}},
    ]
    found = [fingerprint(**variant) for variant in variants]
    file = library / "bands.glsl"
    file.write_text(file.read_text() + "//")
    found.append(fingerprint())
    assert len(set(found)) == len(found)


def test_what_no_source_reads_does_not_change_the_fingerprint():
    base = Recipe(source="leaves").resolve().fingerprint
    assert (
        Recipe.parse({"source": "leaves", "twigl": {"fps": 30}, "filter": {"min_colours": 9}}).resolve().fingerprint
        == base
    )
    assert Recipe.parse({"source": {"leaves": 7}}).resolve().fingerprint == base


@given(st.integers(1, 4096), st.integers(1, 4096), st.integers(0, 2**64 - 1), st.floats(0.01, 100))
def test_a_resolved_recipe_survives_its_file(width: int, height: int, seed: int, weight: float):
    resolved = Recipe(size=(width, height), seed=seed, source={"leaves": weight, "noise": 1.0}).resolve()
    origin = Origin(
        fingerprint=resolved.fingerprint, machine=Machine(renderer="r", version="v", encoder="e"), recipe=resolved
    )
    back = Origin.model_validate_json(to_bytes(origin)).recipe
    assert back.canonical == resolved.canonical
    # the plan goes by this order, which JSON does not keep
    assert list(back.source) == list(resolved.source) == ["leaves", "noise"]


def test_the_fingerprint_is_the_same_in_another_process(library: Path):
    recipe = Recipe(source="twigl,leaves,noise", shaders=[library]).resolve()
    code = (
        "import sys; from shadergen.recipe import Recipe;"
        "print(Recipe(source='noise,leaves,twigl', shaders=[sys.argv[1]]).resolve().fingerprint)"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    out = subprocess.run(
        [sys.executable, "-c", code, library], capture_output=True, text=True, check=True, env=environment
    )
    assert out.stdout.strip() == recipe.fingerprint


def test_differences_name_the_fields():
    a = json.loads(Recipe(source="leaves", seed=1).resolve().canonical)
    b = json.loads(Recipe(source="leaves", size=32).resolve().canonical)
    assert differences(a, b) == ["seed", "size"]


def test_noise_by_name_and_by_its_numbers_is_the_same_recipe():
    named = Recipe(source="noise").resolve()
    assert named.noise is not None
    numbers = {"source": "noise", "noise": {"statistics": named.model_dump(mode="json")["noise"]["statistics"]}}
    assert Recipe.parse(numbers).resolve().fingerprint == named.fingerprint


def test_unknown_statistics_name_those_that_exist():
    with pytest.raises(UsageError, match="cifar10"):
        Recipe.parse({"source": "noise", "noise": {"statistics": "cifra"}}).resolve()


def test_shaders_without_twigl_are_refused(library: Path):
    with pytest.raises(UsageError, match="add twigl"):
        Recipe(source="leaves", shaders=[library]).resolve()


def test_a_generator_of_another_version_is_refused():
    document = json.loads(Recipe(source="leaves").resolve().canonical) | {"generator": 2}
    with pytest.raises(ValueError, match="generator"):
        Resolved.model_validate(document)
