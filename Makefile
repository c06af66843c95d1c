# One command a thing; each does first what it needs, and says what it does.
PYTHON ?= $(firstword $(foreach p,python3.11 python3 python,$(if $(shell $(p) -c 'import sys; print(sys.version_info[:2] == (3, 11))' 2>/dev/null | grep True),$(p),)))
V := .venv/bin
PYTEST = $(V)/pytest
INSTALLE := .vte/installe
DEV := .vte/installe-dev
TOOLS := .vte/installe-deploiement
BASE := .vte/territoires.sqlite

.DEFAULT_GOAL := help
.PHONY: couverture sans-mesure help setup lecteur affiner affiner-intents run test lint types unit lents deploiement rasa-test conversations marche bench bench-turn bench-communes bench-regles bench-widget bench-messageries bench-start bench-charge bench-console bench-security fautes console captures eval entrainer clean

help:
	@echo "make setup   environment, territory base, model"
	@echo "make run     setup, then the servers and the page"
	@echo "make test    lint, types, unit tests, Rasa's own checks, conversations on the real servers"
	@echo "make couverture   what the tests cover of the code, in the servers too; less than 95 % fails"
	@echo "make eval    what is understood, on sentences kept apart, beside Rasa's default pipeline"
	@echo "make entrainer   what the accepted corrections would change, learnt aside; nothing is served"
	@echo "make bench   speed and size against Rasa's default pipeline; make bench-turn, bench-communes, bench-regles, bench-widget, bench-messageries, bench-start, bench-console, bench-security: each by itself"

setup: $(INSTALLE) $(BASE)
	@$(V)/python -m bot.launcher preparer

# What reads the facts of a message; it knows by itself whether something that counts has changed.
lecteur: $(BASE)
	@$(V)/vte lecture entrainer

# The encoder's layers are tuned on the marked messages: some two hours of one core, then committed.
affiner: $(BASE) $(DEV)
	$(V)/python -W ignore -m outils.affinage

# The same for kinds of messages, on the examples of data/nlu: a quarter of an hour, then committed.
affiner-intents: $(DEV)
	$(V)/python -W ignore -m outils.affinage.intents

run: $(INSTALLE) $(BASE)
	@$(V)/python -m bot.launcher

# What serves; then, for the checks and the measures, what only developers need.
$(INSTALLE): requirements.lock pyproject.toml outils/installer.sh
	@PYTHON="$(PYTHON)" sh outils/installer.sh requirements.lock && mkdir -m 700 -p .vte && touch $@

$(DEV): $(INSTALLE) requirements-dev.lock
	@PYTHON="$(PYTHON)" sh outils/installer.sh requirements-dev.lock && touch $@

# What lints and renders deploy/: its versions would be in the way of Rasa's.
$(TOOLS): $(INSTALLE) outils/deploiement.txt
	@PYTHON="$(PYTHON)" sh outils/installer.sh outils/deploiement.txt && touch $@

# Rebuilt when a table or the code that reads it changes; the old base serves until the new one is whole.
$(BASE): $(INSTALLE) $(wildcard data/territoires/*.csv) vte/territoires/models.py vte/territoires/build.py vte/territoires/tables.py \
		vte/territoires/appartenances.py vte/territoires/noms.py vte/territoires/phonetics.py $(wildcard vte/territoires/migrations/versions/*.py)
	@$(V)/vte base construire && touch $@

test: lint types unit console lents deploiement rasa-test conversations

# What the tests cover, in the servers too: measuring doubles their time, so it is asked for by
# itself. (The console on PostgreSQL and the slow tests cover what the others do.)
couverture: PYTEST = $(V)/coverage run -m pytest
couverture: sans-mesure unit conversations
	$(V)/coverage combine --quiet
	$(V)/coverage report

sans-mesure: $(DEV)
	@rm -rf .vte/coverage && mkdir -m 700 -p .vte .vte/coverage

lint: $(DEV)
	$(V)/ruff check .
	$(V)/ruff format --check .
	@sh outils/widget/verifier.sh

types: $(DEV)
	$(V)/mypy

# On both cores, a file to each at a time; numpy's own threads would be in each other's way.
unit: $(DEV) lecteur
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PYTEST) -n 2 --dist loadfile tests --ignore tests/conversations --ignore tests/widget --ignore tests/console_servie --ignore tests/deploy -m "not lent"

# The console's tests again, with its tables and the tracker's on PostgreSQL (`make unit` runs them on SQLite).
console: $(DEV) lecteur
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(V)/python -m tests.avec_postgres $(V)/pytest -n 2 --dist loadfile tests/console

lents: $(DEV) lecteur
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(V)/pytest -n 2 --dist worksteal tests --ignore tests/conversations --ignore tests/widget --ignore tests/console_servie --ignore tests/deploy -m lent

# What deploy/ says, checked, rendered, and started for real: PostgreSQL, Redis, nginx, two workers, the console.
deploiement: setup $(DEV) $(TOOLS)
	$(V)/pytest tests/deploy

rasa-test: setup
	@sh outils/rasa_test.sh

# Two sets of servers, a file to each at a time: ten minutes instead of seventeen.
conversations: setup $(DEV)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PYTEST) -n 2 --dist loadfile tests/conversations tests/widget tests/console_servie

# The random walk at its full length.
marche: setup $(DEV)
	$(V)/pytest tests/conversations/test_marche.py --tours 10000

bench: bench-turn
	$(V)/python -m bench.mesurer

# What a turn enters, reads, judges, takes and stores, beside the revision before the rebuild.
bench-turn: setup $(DEV)
	$(V)/python -m bench.turn

# Size and delays of the widget; needs npm, for the published widgets that it is compared with.
bench-widget: setup $(DEV)
	$(V)/python -m bench.widget

# What a slow messenger costs the web.
bench-messageries: setup $(DEV)
	$(V)/python -m bench.messageries

# How soon a worker is ready and what it holds, beside Rasa's own command.
bench-start: setup $(DEV)
	$(V)/python -m bench.start

# How the console keeps up with 100 000 conversations, on both databases.
bench-console: $(BASE) $(DEV)
	$(V)/python -m bench.console

# What 100 000 generated requests and a soak of twenty minutes do to all processes; a smaller one:
# make bench-security MESURE="--requests 10000 --minutes 2".
bench-security: setup $(DEV)
	$(V)/python -m bench.security $(MESURE)

# The screenshots of the README and of the guides.
captures: setup $(DEV)
	$(V)/pytest tests/widget/test_captures.py tests/conversations/test_phones.py tests/console_servie --captures docs/images -k "captures or guide"

# Turns a second, and how long they take, of one worker and of several.
bench-charge: setup $(DEV)
	PYTHONWARNINGS=ignore $(V)/python -m bench.charge

# Parts break while people write: nothing may be lost, doubled or out of order. A shorter one:
# make fautes MESURE="--turns 300 --only figé".
fautes: setup $(DEV)
	PYTHONWARNINGS=ignore $(V)/python -m bench.fautes $(MESURE)

bench-communes: $(BASE) $(DEV)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(V)/python -m bench.communes

bench-regles: $(BASE) $(DEV)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(V)/python -m bench.regles

# Sober as the servers are: no telemetry, warnings of libraries left out. The facts take a good while more.
eval: setup $(DEV)
	RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES= PYTHONWARNINGS=ignore $(V)/python -m bench.comprehension
	RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES= PYTHONWARNINGS=ignore $(V)/python -m bench.questions
	PYTHONWARNINGS=ignore $(V)/python -m bench.lecture

# The accepted corrections of the console, learnt in a folder aside: what they would change of what is
# understood, before anything of it is served. May be stopped and run again.
entrainer: setup $(DEV)
	PYTHONWARNINGS=ignore $(V)/python -m outils.entrainer

clean:
	rm -rf .venv .vte models results
