"""Grammar version 1, put together."""

from shadergen.synth.growth import Grammar
from shadergen.synth.v1 import colours, folds, helpers, pictures, reliefs, shapes, surfaces

GRAMMAR = Grammar(
    version=1,
    start="main",
    kinds={
        "main": pictures.MAIN,
        "picture": pictures.PICTURE,
        "figure": pictures.FIGURE,
        "scene": pictures.SCENE,
        "place": pictures.PLACE,
        "surface": surfaces.SURFACE,
        "cover": surfaces.COVER,
        "plain": surfaces.PLAIN,
        "relief": reliefs.RELIEF,
        "fold": folds.FOLD,
        "shape": shapes.SHAPE,
        "body": shapes.BODY,
        "paint": colours.PAINT,
        "dye": colours.DYE,
        "pair": colours.PAIR,
        "finish": colours.FINISH,
    },
    helpers=helpers.HELPERS,
    depth=6,
    most=26_000,
)
