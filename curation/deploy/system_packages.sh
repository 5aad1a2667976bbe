#!/bin/sh
# Installs what the named groups need from the system and lacks, or says exactly what is missing and stops.
# Groups: reading (OCR, sandbox, fonts), building (catalogues, virtual environment), serving (redis), testing.
set -eu

debian="" fedora="" macos=""

need() { # what Debian, Fedora and Homebrew call it; "-" where it comes with something else
    debian="$debian $1"
    [ "$2" = - ] || fedora="$fedora $2"
    [ "$3" = - ] || macos="$macos $3"
}

have() { command -v "$1" >/dev/null 2>&1; }

have_language() { have tesseract && tesseract --list-langs 2>/dev/null | grep -qx "$1"; }

have_python() { # 3.11 or newer, under any of its names
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    done
    return 1
}

can_make_environment() { python3 -c 'import ensurepip' 2>/dev/null || python3 -c 'import pip' 2>/dev/null; }

have_font() { [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || fc-list 2>/dev/null | grep -q DejaVuSans.ttf; }

have_postgresql() { have initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

look_for() {
    case $1 in
        reading)
            have tesseract || need tesseract-ocr tesseract tesseract
            have_language eng || need tesseract-ocr-eng tesseract-langpack-eng -
            have_language spa || need tesseract-ocr-spa tesseract-langpack-spa tesseract-lang
            have_language osd || need tesseract-ocr-osd tesseract-osd -
            have_font || need fonts-dejavu-core dejavu-sans-fonts font-dejavu
            [ "$(uname)" != Linux ] || have bwrap || need bubblewrap bubblewrap -
            ;;
        building)
            have msgfmt || need gettext gettext gettext
            have_python || need python3 python3 python
            [ -x .venv/bin/python ] || can_make_environment || need python3-venv python3-pip -
            ;;
        serving)
            have redis-server || need redis-server redis redis
            ;;
        testing)
            [ -x "${CHROMIUM:-}" ] || have chromium || have chromium-browser || need chromium chromium chromium
            have_postgresql || need postgresql postgresql-server postgresql
            ;;
        *)
            echo "No group of packages is called $1." >&2
            exit 2
            ;;
    esac
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

may_install() {
    have apt-get && { [ "$(id -u)" = 0 ] || { have sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }; }
}

install() { # Debian starts a service it installs; ours are private, so for this moment none may start
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        trap 'as_root rm -f "$policy"' EXIT
        trap 'exit 130' HUP INT TERM
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
    fi
    said=$(mktemp)
    # shellcheck disable=SC2086 # one word per package
    if ! { as_root apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $debian; } >"$said" 2>&1
    then
        cat "$said" >&2
    fi
    rm -f "$said"
}

explain() {
    cat >&2 <<END
Missing on this machine:$debian
They cannot be installed from here (that takes apt-get, and root or sudo). Install them, then run this again:
  Debian, Ubuntu:  sudo apt-get install$debian
  Fedora:          sudo dnf install$fedora
  macOS:           brew install$macos
END
    exit 1
}

for group in "$@"; do look_for "$group"; done
[ -n "$debian" ] || exit 0
may_install || explain
echo "Installing:$debian"
install

debian=""
for group in "$@"; do look_for "$group"; done
[ -z "$debian" ] || explain
