# Two stages: the first installs with hashes, the second holds only what runs. No secrets inside:
# everything a host sets is an environment variable (docs/deploy.md).
FROM python:3.13-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
# 1 for an image that can run its tasks on Celery.
ARG SCALE=0
COPY requirements.txt requirements-scale.txt ./
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements.txt \
    && if [ "$SCALE" = 1 ]; then /venv/bin/pip install --require-hashes -r requirements-scale.txt; fi
COPY . .
# The key and the name below serve this one command; they are not kept in the image.
RUN SECRET_KEY=build-only ALLOWED_HOSTS=localhost STATIC_ROOT=/static \
    /venv/bin/python manage.py collectstatic --no-input --verbosity=0

FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/static HOST=0.0.0.0 PORT=8000
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin reconnect \
    && install -d -o reconnect -g reconnect /data
COPY --from=build /venv /venv
COPY --from=build /static /static
COPY --from=build /app /app
WORKDIR /app
USER reconnect
EXPOSE 8000
# gunicorn.conf.py says the rest. The worker is the same image with: python manage.py worker
CMD ["gunicorn", "reconnect_site.wsgi"]
