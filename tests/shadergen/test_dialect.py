"""What a program's statements mean: values drawn on the CPU, against values worked out by hand and by an oracle."""

import shutil
import subprocess
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shadergen.plan import STILL, ImagePlan
from shadergen.sources.twigl import frames
from shadergen.twigl import translate as module
from shadergen.twigl.modes import MODES
from shadergen.twigl.program import LIBRARY, load
from shadergen.twigl.translate import translate


def value(renderer, top: str, body: str, mode: str = "geekest (300 es)") -> np.ndarray:
    """The vec3 R that a program's body sets, to a twentieth, of values in [-8, 24]."""
    out = "o" if "300" in mode else "gl_FragColor"
    text = f"{top}\nvoid main(){{vec3 R=vec3(0);{body}\n{out}=vec4(R/32.+.25,1);}}".lstrip()
    rows = frames([ImagePlan(0, 0, "twigl", 0, STILL)])
    shader = translate(text, MODES[mode], renderer.glsl, budget=2000)
    image = renderer.begin(shader.text, rows)().images[0]
    return (image[5, 5].astype(float) / 255 - 0.25) * 32


# what stands at the top, the body, and R by evaluation from left to right
ORDER = {
    "parts of a vector": ("", "float g=1.; R=vec3(g,g+=5.,g);", (1, 6, 6)),
    "a sum": ("", "float g=1.; R=vec3(g+(g=3.)*g);", (10, 10, 10)),
    "swizzle of an assignment": ("", "vec2 p=vec2(1,2),q=vec2(5,7); R=vec3(p.x+(p=q).y,p);", (8, 5, 7)),
    "index, then value": ("", "int i=0,a[3]=int[3](0,0,0); a[i++]=i; R=vec3(a[0],a[1],i);", (1, 0, 1)),
    "index, then what moves it": ("", "int i=0,a[3]=int[3](9,9,9); a[i]=i++; R=vec3(a[0],a[1],i);", (0, 9, 1)),
    "arguments": ("float F(float a,float b){return a*10.+b;}", "float x=1.; R=vec3(F(x,x++),x,F(x++,x));", (11, 2, 23)),
    "min": ("", "float d=9.,e=0.; d=min(d,e=4.)+e; R=vec3(d,e,0);", (8, 4, 0)),
    "a factor": ("", "float h=1.,d=2.; vec3 v=vec3(1); v+=(h+=d)*h; R=v;", (10, 10, 10)),
    "a compound assignment reads last": ("", "float a=10.; a+=(a=2.,1.); R=vec3(a,0,0);", (3, 0, 0)),
    "post-increments": ("", "float g=1.; R=vec3(g++,g++,++g);", (1, 2, 4)),
    "global by a function": ("float G; float F(){G+=1.;return G;}", "G=1.; R=vec3(G,F(),G);", (1, 2, 2)),
    "global by a function's function": (
        "float G; void H(){G+=1.;} float F(){H();return 10.;}",
        "G=1.; R=vec3(G+F(),G,0);",
        (11, 2, 0),
    ),
    "global by a later function": (
        "float G; float F(); float E(){return F();} float F(){G+=1.;return 10.;}",
        "G=1.; R=vec3(G+E(),G,0);",
        (11, 2, 0),
    ),
    "inout": ("float F(inout float x){x+=1.;return x;}", "float x=1.; R=vec3(x,F(x),x);", (1, 2, 2)),
    "out": ("float F(out float x){x=4.;return 1.;}", "float x=1.; R=vec3(x+F(x)*x,x,0);", (5, 4, 0)),
    "inout of a component": (
        "float F(inout float x){x+=1.;return x;}",
        "vec2 v=vec2(1,2); R=vec3(v.x+F(v.x),v.y+F(v.y),v.x);",
        (3, 5, 2),
    ),
    "modf": ("", "float i=3.; R=vec3(i+modf(7.5,i),i,0);", (3.5, 7, 0)),
    "array element": ("", "float a[2]=float[2](1.,2.); R=vec3(a[0],a[0]+=5.,a[0]);", (1, 6, 6)),
    "array by a call": (
        "float F(inout float a[2]){a[0]=7.;return 1.;}",
        "float a[2]=float[2](1.,2.); R=vec3(a[0]+F(a),a[0],a[1]);",
        (2, 7, 2),
    ),
    "field": ("struct S{float x,y;};", "S s=S(1.,2.); R=vec3(s.x,s.x+=5.,s.x);", (1, 6, 6)),
    "struct": ("struct S{float x,y;};", "S s=S(1.,2.),q=S(5.,6.); R=vec3(s.x+(s=q).y,s.x,0);", (7, 5, 0)),
    "column": ("", "mat2 m=mat2(1,2,3,4); R=vec3(m[0].x,(m[0]*=2.).x,m[0].y);", (1, 2, 4)),
    "a loop's head": ("", "float n=0.; for(int i=0;i+(i+=1)<8;) n+=1.; R=vec3(n,0,0);", (4, 0, 0)),
    "a loop's step": ("", "float g=1.,h=0.; for(int i=0;i<3;i++,h=g+(g*=2.)); R=vec3(g,h,0);", (8, 12, 0)),
    "ternary": ("", "float g=1.; float q=g+(g>0.?g+=3.:0.)+g; R=vec3(q,g,0);", (9, 4, 0)),
    "what is not evaluated": ("", "float g=1.; bool b=false&&g+(g=5.)>0.; R=vec3(g,b,0);", (1, 0, 0)),
    "a name in two scopes": ("", "float g=1.; {int g=7; R.x=float(g+(g=2));} R.y=g+(g=5.); R.z=g;", (9, 6, 5)),
    "a loop's own name": ("", "float i=2.;for(int i=0;i<1;i++);R.x=i+(i=5.);for(int i=1;i<1;);R.y=i;", (7, 5, 0)),
    "parameter": ("float F(float g){return g+(g=5.);}", "R=vec3(F(2.),0,0);", (7, 0, 0)),
    "declaration": ("", "float g=1.,h=g+(g=4.),k=g; R=vec3(g,h,k);", (4, 5, 4)),
    "return": ("float G=1.; float F(){return G+(G=4.);}", "R=vec3(F(),G,0);", (5, 4, 0)),
    "vector by index": ("", "int i=0; vec3 v=vec3(1,2,3); R=vec3(v[i],v[i+=1],v[i]);", (1, 2, 2)),
    "chain": ("", "float a=1.,b=2.; a=b+=a+=b; R=vec3(a,b,a+(a=b)+a);", (5, 5, 15)),
    "moving index": ("", "int i=0; float a[3]=float[3](1.,2.,4.); R=vec3(a[i++]+a[i++]*10.,i,a[i]);", (21, 2, 4)),
}


@pytest.mark.parametrize("name", ORDER)
def test_operands_are_evaluated_from_left_to_right(renderer, name):
    top, body, expected = ORDER[name]
    assert value(renderer, top, body) == pytest.approx(expected, abs=0.1)


ES100, ES300 = "geekest", "geekest (300 es)"
# mode, what stands at the top, the body, and R.x
MEANING = {
    "array": (ES300, "", "float a[3]; R.x=a[2]+1.;", 1),
    "array of a constant's length": (ES300, "const int N=3;", "float a[N]; R.x=a[2]+1.;", 1),
    "array in a loop": (
        ES300,
        "",
        "float z; for(int i=0;i<3;i++){float a[100];a[i]+=1.;z+=a[i];a[0]=9.;} R.x=z;",
        3,
    ),
    "large array in a loop's statement": (
        ES300,
        "",
        "for(int i=0;i<3;i++){vec2 a[70],b;b+=1.;a[i]+=b;R.xy+=a[i]+a[69];}",
        3,
    ),
    "global array": (ES300, "float A[100];", "R.x=A[70]+1.;", 1),
    "global": (ES300, "vec3 v,w=vec3(1);", "R=v+w;", 1),
    "global from what differs between pixels": (ES300, "float q=FC.x/FC.x+r.x/r.x;", "R.x=q;", 2),
    "global from a global": (ES300, "float q=2.;float w=q*2.;", "R.x=w;", 4),
    "global from a function": (ES300, "float F(){return t+3.;}float q=F(),w=q;", "R.x=w;", 3),
    "struct": (ES300, "struct S{float x;vec2 y;};", "S q; R.x=q.x+q.y.x+1.;", 1),
    "struct with an array": (ES300, "struct S{float x[2];vec2 y;};", "S q; R.x=q.x[1]+q.y.x+1.;", 1),
    "struct in a struct": (
        ES300,
        "struct A{int k;};struct S{float x;A a;};",
        "S q; R.x=q.x+float(q.a.k)+1.;",
        1,
    ),
    "struct with its variable": (ES300, "struct S{float x;} q;", "R.x=q.x+1.;", 1),
    "struct in a function": (ES300, "", "struct S{float x;}; S q[2]; R.x=q[1].x+1.;", 1),
    "struct in a loop": (ES300, "struct S{float x;};", "for(int i=0;i<3;i++){S q;q.x+=1.;R.x+=q.x;}", 3),
    "out": (ES300, "void F(out float x){x+=1.;}", "float y=5.;F(y);R.x=y;", 1),
    "out array": (ES300, "void F(out float x[2]){x[1]+=1.;}", "float y[2];y[1]=5.;F(y);R.x=y[1];", 1),
    "matrices": (ES300, "", "mat2x3 a;mat4 c; R.x=a[1][2]+c[3][3]+1.;", 1),
    "inner head": (ES300, "", "for(int i=0;i<3;i++)for(float x,j=0.;j<1.;j++){x+=1.;R.x+=x;}", 3),
    "declaration in a condition": (ES300, "", "int i;while(bool c=i++<3) R.x++;", 3),
    "bool, int, uint": (ES300, "", "bool c;uint u;ivec2 i;uvec4 v;R.x=c?9.:float(u+v.x)+float(i.x)+1.;", 1),
    "a name of a name": (ES300, "", "float g=1.;{float g=g+2.;R.x=g;}", 3),
    "prototype": (ES300, "float F(vec2 p);float F(vec2 p){return p.x;}", "R.x=F(vec2(2));", 2),
    "unsized": (ES300, "", "float[] K=float[](1.,2.);R.x=K[1]+float(K.length());", 4),
    "own f": (ES300, "float f(vec2 p){return p.x;}", "R.x=f(vec2(2));", 2),
    "own global s": (ES300, "float s=3.;", "R.x=s;", 3),
    "overload of the library's": (ES300, "float hsv(float x){return x;}", "R.x=hsv(2.)+hsv(0.,0.,1.).x;", 3),
    "own hsv": (ES300, "vec3 hsv(float a,float b,float c){return vec3(4);}", "R.x=hsv(0.,0.,1.).x;", 4),
    "own PI": (ES300, "const float PI=4.;", "R.x=PI;", 4),
    "struct r": (ES300, "struct r{float x;};", "r q; R.x=q.x+1.;", 1),
    "field f beside own f": (
        ES300,
        "float f(float x){return x;}struct Q{float f;};",
        "Q q;q.f=2.;R.x=f(q.f);",
        2,
    ),
    "own mod": (ES100, "float mod(float a,float b){return 7.;}", "R.x=mod(1.,2.);", 7),
    "own round": (ES100, "float round(float a){return 7.;}", "R.x=round(1.);", 7),
    "variables named as later functions": (ES100, "", "float round=3.,texture=1.;R.x=round+texture;", 4),
    "names reserved on the desktop": (ES300, "", "float sample=1.,buffer=2.;R.x=sample+buffer;", 3),
    "fields reserved on the desktop": (
        ES300,
        "struct S{float sample,buffer;};",
        "S q;q.sample=2.;R.x=q.sample+q.buffer;",
        2,
    ),
    "names that ES 3.00 reserves": (ES100, "", "float smooth=1.,uint=1.,layout=1.;R.x=smooth+uint+layout;", 3),
    "names like ours": (
        ES300,
        "float sg_left=3.;",
        "float sg_k0=1.,g=1.;for(int i=0;i<3;i++)R.x+=1.;R.x+=sg_left+sg_k0+g+(g=2.);",
        10,
    ),
    "do while": (ES300, "", "int i;do{R.x++;}while(++i<3);", 3),
    "continue": (ES300, "", "for(int i=0;i<5;i++){if(i<2)continue;R.x++;}", 3),
    "switch in a loop": (
        ES300,
        "",
        "for(int i=0;i<3;i++){switch(i){case 0:R.x+=1.;break;case 1:continue;default:R.x+=2.;}}",
        3,
    ),
    "else of an inner if": (ES300, "", "if(true)for(int i=0;i<2;i++)if(i>5)R.x=9.;else R.x++;", 2),
    "assignments in a ternary": (ES300, "", "float a,c;true?a=2.,c:c=3.;R.x=a;", 2),
}


@pytest.mark.parametrize("name", MEANING)
def test_declarations_names_and_loops_mean_what_they_mean_in_a_browser(renderer, name):
    mode, top, body, expected = MEANING[name]
    assert value(renderer, top, body, mode)[0] == pytest.approx(expected, abs=0.1)


# A model of evaluation from left to right: each part is a text, and a function that runs it on the variables.


def _read(name):
    return name, lambda env: env[name]


def _constant(number):
    return f"{number}.", lambda _: float(number)


def _binary(parts):
    (left, a), sign, (right, b) = parts

    def run(env):
        first = a(env)
        return first + b(env) if sign == "+" else first - b(env)

    return f"({left}{sign}{right})", run


def _assignment(parts):
    name, sign, (text, a) = parts

    def run(env):
        amount = a(env)  # the variable itself is read after the right side
        env[name] = amount if sign == "=" else env[name] + amount if sign == "+=" else env[name] - amount
        return env[name]

    return f"({name}{sign}{text})", run


def _step(parts):
    name, post = parts

    def run(env):
        env[name] += 1
        return env[name] - post

    return f"({name}++)" if post else f"(++{name})", run


def _comma(parts):
    (left, a), (right, b) = parts
    return f"({left},{right})", lambda env: (a(env), b(env))[1]


def _ternary(parts):
    (test, a), (left, b), (right, c) = parts
    return f"({test}>1.?{left}:{right})", lambda env: b(env) if a(env) > 1 else c(env)


def _inout(parts):
    name, (text, a) = parts

    def run(env):
        amount = a(env)
        env[name] += amount
        return env[name] * 2

    return f"INOUT({text},{name})", run


def _global(part):
    text, a = part

    def run(env):
        amount = a(env)
        env["G"] += amount
        return env["G"]

    return f"GLOBAL({text})", run


NAMES = st.sampled_from(["a", "b", "G"])
EXPRESSIONS = st.recursive(
    st.one_of(NAMES.map(_read), st.integers(0, 3).map(_constant)),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-"), inner).map(_binary),
        st.tuples(NAMES, st.sampled_from(["=", "+=", "-="]), inner).map(_assignment),
        st.tuples(NAMES, st.booleans()).map(_step),
        st.tuples(inner, inner).map(_comma),
        st.tuples(inner, inner, inner).map(_ternary),
        # an argument that is read first, and a variable that the call writes
        st.tuples(st.sampled_from(["a", "b"]), inner).map(_inout),
        inner.map(_global),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(expressions=st.lists(EXPRESSIONS, min_size=3, max_size=3))
def test_any_expression_has_the_value_of_evaluation_from_left_to_right(_renderer, expressions):  # noqa: PT019
    env = {"a": 1.0, "b": 2.0, "G": 3.0}
    values = [run(env) for _, run in expressions]
    top = "float G=3.;float INOUT(float d,inout float x){x+=d;return x*2.;}float GLOBAL(float d){G+=d;return G;}"
    body = f"float a=1.,b=2.;vec3 v=vec3({','.join(text for text, _ in expressions)});"
    test = f"vec3(equal(v,vec3({','.join(f'float({v})' for v in values)})))"
    state = f"float(a=={env['a']}&&b=={env['b']}&&G=={env['G']})"
    with _renderer.ctx:
        found = value(_renderer, top, f"{body}R={test}*3.+{state};")
    assert found == pytest.approx((4, 4, 4), abs=0.1), body


def _oracle(text: str, folder: Path) -> str:
    """A fragment shader as desktop GLSL by way of SPIR-V, where every operation has its place in time."""
    (folder / "a.frag").write_text(text)
    to_spirv = ["glslangValidator", "-G", "--aml", "--amb", "-o", str(folder / "a.spv"), str(folder / "a.frag")]
    subprocess.run(to_spirv, check=True, capture_output=True)
    back = ["spirv-cross", "--version", "330", "--no-es", "--no-420pack-extension", str(folder / "a.spv")]
    return subprocess.run(back, check=True, capture_output=True, text=True).stdout


needs_oracle = pytest.mark.skipif(
    not (shutil.which("glslangValidator") and shutil.which("spirv-cross")),
    reason="the oracle needs the packages glslang-tools and spirv-cross",
)
# glslang passes `x` by reference here, and reads it after the other arguments; browsers do not
BY_REFERENCE = {"arguments"}


@needs_oracle
def test_spirv_orders_operations_as_our_passes_do(renderer, tmp_path):
    rows = frames([ImagePlan(0, 0, "twigl", 0, STILL)])
    for name, (top, body, expected) in ORDER.items():
        text = f"{top}\nvoid main(){{vec3 R=vec3(0);{body}\no=vec4(R/32.+.25,1);}}".lstrip()
        with mock.patch.object(module, "ordered", list):
            plain = translate(text, MODES[ES300], 450)
        image = renderer.begin(_oracle(plain.text, tmp_path), rows)().images[0]
        found = (image[5, 5].astype(float) / 255 - 0.25) * 32
        assert (found == pytest.approx(expected, abs=0.1)) == (name not in BY_REFERENCE), name


@needs_oracle
@pytest.mark.parametrize("program", [p for p in load([LIBRARY]) if not p.feedback], ids=lambda p: p.name)
def test_the_library_draws_the_same_by_way_of_spirv(renderer, tmp_path, program):
    times = (1.3, 17.9, 41.2)
    rows = frames([ImagePlan(0, 0, "twigl", 0, STILL | {"time": t, "frame": 1 + t * 60 // 1}) for t in times])
    with mock.patch.object(module, "ordered", list):
        plain = translate(program.text, MODES[program.mode], 450)
    ours = renderer.begin(translate(program.text, MODES[program.mode], renderer.glsl).text, rows)().images
    theirs = renderer.begin(_oracle(plain.text, tmp_path), rows)().images
    # the two compilers may round differently, so a few pixels at edges may differ; and where a sine is made to a hash,
    # one moment's picture may become another
    apart = (np.abs(ours.astype(int) - theirs).max(axis=-1) > 3).mean(axis=(1, 2))
    assert (apart < 0.01).sum() >= 2
