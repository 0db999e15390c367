# The bot, ready to answer: catalogs compiled, model trained, nothing to be downloaded when it starts.
#   docker build -t rights-bot .
# The only name of a base image; for the same image for ever, give its digest: --build-arg PYTHON_IMAGE=python@sha256:...
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ONLY_BINARY=:all: PIP_ROOT_USER_ACTION=ignore
COPY requirements/run.txt requirements/train.txt /tmp/
RUN python -m pip install --require-hashes --target /opt/site -r /tmp/run.txt \
 && python -m pip install --require-hashes --user -r /tmp/train.txt
WORKDIR /app
COPY bot/ bot/
COPY knowledge/ knowledge/
COPY locales/ locales/
ENV PYTHONPATH=/opt/site
# The .unseen file is for `check` alone. Whoever runs the image may read all and write nothing.
RUN python -m bot prepare \
 && rm var/cache/models/*.unseen \
 && python -m compileall -q --invalidation-mode unchecked-hash bot \
 && chmod -R a+rX,go-w /app /opt/site \
 && install -d -m 700 -o 10001 -g 10001 /data

FROM ${PYTHON_IMAGE}
ENV PYTHONPATH=/opt/site \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONNOUSERSITE=1 \
    PYTHONUNBUFFERED=1 \
    HTTP_LISTEN=0.0.0.0:8080 \
    STORE_URL=sqlite:////data/bot.sqlite3
WORKDIR /app
COPY --from=build /opt/site /opt/site
COPY --from=build /app /app
# A volume that is mounted here takes over the owner. Unused when STORE_URL names Redis.
COPY --from=build --chown=10001:10001 /data /data
USER 10001:10001
# Changes nothing, but fails, and the build with it, when the model does not fit the content: nothing here can train one.
RUN ["python", "-m", "bot", "prepare"]
EXPOSE 8080
# http.client, because urllib would go through a proxy that the environment names.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "import http.client, sys; c = http.client.HTTPConnection('127.0.0.1', 8080, timeout=4); c.request('GET', '/livez'); sys.exit(c.getresponse().status != 200)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
