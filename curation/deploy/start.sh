#!/bin/sh
# Starts one part of the product in the foreground: redis, worker, beat or web. Supervisor and compose both call this.
set -eu

here=$(dirname "$0")
python=.venv/bin/python

case $1 in
    redis) # of its own, on a unix socket: nothing else on the machine can reach it
        mkdir -p "$CURATION_DATA/redis"
        exec redis-server "$here/redis.conf" --port 0 --unixsocket "$REDIS_SOCKET" --unixsocketperm 700 \
            --dir "$CURATION_DATA/redis"
        ;;
    worker) # one thread per process in the OCR engine: the processes already fill the cores
        export OMP_THREAD_LIMIT=1
        # what a killed worker leaves behind lies where the reconciler clears up
        export TMPDIR="$CURATION_DATA/files/unfinished"
        mkdir -p "$TMPDIR"
        export REMAP_SIGTERM=SIGQUIT # a stop hands unfinished work back instead of waiting for it
        exec nice -n 10 "$python" -m celery -A curation worker --loglevel INFO --without-gossip --without-mingle
        ;;
    beat) # no pid file: one left behind by a crash would keep beat from starting
        exec "$python" -m celery -A curation beat --loglevel WARNING --pidfile=
        ;;
    web)
        exec "$python" -m gunicorn --config "$here/gunicorn.conf.py" curation.wsgi
        ;;
    *)
        echo "No part is called $1." >&2
        exit 2
        ;;
esac
