"""One run of the benchmark: what run.py does inside the virtual environment."""

import argparse
import os
import sys
import time

import machine
from chart import draw_run
from engine import Engine, Settings
from engines import BASE, ENGINES, make_engine
from measure import Measurement, say
from models import MODELS
from prepare import prepare_model
from results import Mismatch, Results, format_run
from tools import ToolError, Tools


def run_key(options: argparse.Namespace) -> str:
    """What may not be mixed in one table."""
    threads = "1 thread" if options.threads == 1 else f"{options.threads} threads"
    busy = f", {options.busy} busy" if options.busy else ""
    return f"{options.isa}, {threads}{busy}" + (", cpu time" if options.clock == "cpu" else "")


def heading(results: Results, options: argparse.Namespace, cores: list[int]) -> str:
    about = results.data["machine"]
    run = results.run(run_key(options))
    peaks = ", ".join(f"{name} {rate:.0f}" for name, rate in run["peaks"].items() if rate)
    lines = [
        f"cpu: {about['cpu']} ({about['cpu_family_model']}), {about['cores']} cores, {' '.join(about['flags'])}",
        f"run: {run_key(options)}, on core {', '.join(map(str, cores))}; load {os.getloadavg()[0]:.1f}",
        f"measured peak of one core, operations per ns: {peaks}",
    ]
    lines += [f"{name}: {engine['version']}" for name, engine in run["engines"].items() if name in options.engines]
    notes = {note for name, engine in run["engines"].items() if name in options.engines for note in engine["notes"]}
    lines += [f"note: {note}" for note in sorted(notes)]
    return "\n".join([*lines, "", f"ratio: time of {ENGINES[BASE].title} / time of the engine in the same round; more is faster", ""])


def measure_model(name: str, options: argparse.Namespace, engines: list[Engine], results: Results, peak: machine.Peak) -> bool:
    """Whether every engine ran; results are saved after each round."""
    files, facts = prepare_model(name, options.cache, engines[0].settings.tools)
    measurement = Measurement(files, facts, engines, peak)
    peak.measure()

    def save() -> None:
        results.update(run_key(options), name, facts, measurement.to_json(), peak.best)

    measurement.load()
    save()
    if not options.prepare:
        clock = time.process_time_ns if options.clock == "cpu" else time.perf_counter_ns
        with machine.busy_processes(options.busy):
            for index in measurement.rounds(options.rounds, options.seconds, clock):
                say(f"{name}: round {index} of {options.rounds}")
                save()
    return all(cell.error is None for cell in measurement.cells.values())


def pending(name: str, options: argparse.Namespace, engines: list[Engine], results: Results) -> list[Engine]:
    """The engines that still have to run on a model, the baseline first."""
    engines = [engine for engine in engines if engine.bits == "f32" or MODELS[name].has_weights]
    if not options.resume:
        return engines
    cells = {engine: results.cell(run_key(options), name, engine.name) for engine in engines}
    missing = [engine for engine, cell in cells.items() if len(cell.get("rounds", {}).get("ns", [])) < options.rounds]
    if not missing:
        say(f"{name}: nothing left to do")
    return [engine for engine in engines if missing and (engine in missing or engine.name == BASE)]


def write_reports(results: Results, options: argparse.Namespace, cores: list[int]) -> None:
    run = results.run(run_key(options))
    titles = {name: engine.title for name, engine in ENGINES.items()}
    text = heading(results, options, cores) + "\n" + format_run(run, titles, list(MODELS))
    key = run_key(options)
    name = key.replace(", ", "_").replace(" ", "_")
    (options.output / f"table_{name}.txt").write_text(text)
    (options.output / f"chart_{name}.svg").write_text(draw_run(results.data["machine"], run, titles, list(MODELS), key))
    print(text)
    print(f"results: {results.path}, chart_{name}.svg beside it")


def run(options: argparse.Namespace) -> int:
    tools = Tools(options.bin)
    cores = machine.pin(options.core, options.threads)
    try:
        results = Results(options.output / "results.json", machine.describe(), options.fresh)
        peak = machine.Peak(options.cache, options.threads)
    except (Mismatch, FileNotFoundError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    settings = Settings(options.isa, options.threads, tools, machine.is_wider(results.data["machine"], options.isa))
    engines = [make_engine(name, settings) for name in options.engines]
    about = {engine.name: {"title": engine.title, "version": engine.version(), "notes": engine.notes()} for engine in engines}
    results.run(run_key(options))["engines"].update(about)
    good = True
    try:
        for name in options.models:
            chosen = pending(name, options, engines, results)
            good &= not chosen or measure_model(name, options, chosen, results, peak)
    except KeyboardInterrupt:
        say("interrupted; the rounds so far are kept, --resume goes on")
        good = False
    except ToolError as error:
        print(f"error: {error}", file=sys.stderr)
        good = False
    write_reports(results, options, cores)
    return 0 if good else 1
