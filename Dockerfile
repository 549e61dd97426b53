# shadergen with Mesa's software renderer, torch and the service; `docker run shadergen doctor` says what it finds.
#   docker build -t shadergen .                          torch for CPUs
#   docker build -t shadergen --build-arg TORCH=cu128 .  torch for NVIDIA GPUs
#   docker run --gpus all -v "$PWD/data:/data" shadergen render --n 500000 --out pool
ARG PYTHON=python:3.11-slim-bookworm

FROM ${PYTHON} AS build
# which of https://download.pytorch.org/whl/... torch comes from; empty: from the package index that pip is set up for
ARG TORCH=cpu
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/shadergen
ENV PATH=/opt/shadergen/bin:${PATH}
WORKDIR /src
# the dependencies alone first: they change less often than the code
COPY constraints.txt ./
RUN pip install ${TORCH:+--index-url https://download.pytorch.org/whl/${TORCH}} "$(grep '^torch==' constraints.txt)"
COPY pyproject.toml README.md LICENSE ./
COPY leaves leaves
COPY shaders shaders
COPY shadergen shadergen
COPY distill distill
COPY server server
RUN pip install -c constraints.txt ".[distill,jpeg,onnx,service]" \
 && pip uninstall -y pip \
 && find /opt/shadergen -depth -type d \( -name tests -o -name test \) -path '*/site-packages/*/*' \
      -not -path '*/torch/*' -exec rm -rf {} +

FROM ${PYTHON}
RUN apt-get update \
 && apt-get install -y --no-install-recommends libegl1 libgl1 libgl1-mesa-dri curl \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir -p /usr/share/glvnd/egl_vendor.d \
 && echo '{"file_format_version": "1.0.0", "ICD": {"library_path": "libEGL_nvidia.so.0"}}' \
      > /usr/share/glvnd/egl_vendor.d/10_nvidia.json \
 && useradd --uid 1000 --create-home shadergen \
 && mkdir /data && chown shadergen:shadergen /data
COPY --from=build /opt/shadergen /opt/shadergen
# the container runtime of NVIDIA brings its driver's EGL where `graphics` is asked for
ENV PATH=/opt/shadergen/bin:${PATH} \
    PYTHONDONTWRITEBYTECODE=1 \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility,graphics
USER shadergen
WORKDIR /data
VOLUME /data
EXPOSE 8000
# a refused connection (7) is a container that does another command than `serve`, and no fault
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD curl --silent --fail --output /dev/null http://127.0.0.1:8000/healthz || [ $? -eq 7 ]
ENTRYPOINT ["shadergen"]
CMD ["--help"]
