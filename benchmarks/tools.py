"""Calls compress's command-line tools."""

import dataclasses
import pathlib
import subprocess

CPUS = {"native": "host", "avx2": "x86-64-v3"}


class ToolError(Exception):
    """A tool failed; its message."""


@dataclasses.dataclass(frozen=True)
class Tools:
    """The command-line tools in one folder."""

    bin: pathlib.Path

    def call(self, tool: str, *arguments: object) -> str:
        command = [str(self.bin / tool), *map(str, arguments)]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            lines = result.stderr.strip().splitlines() or [f"exit code {result.returncode}"]
            first = next((line for line in lines if "error:" in line), lines[-1])
            raise ToolError(f"{tool}: {first[:300]}")
        return result.stdout

    def version(self) -> str:
        return self.call("compress-run", "--version").strip()

    def stamp(self) -> list:
        """Changes when a tool is built anew."""
        tools = [self.bin / name for name in ("compress-opt", "compress-run", "compress-translate")]
        return [[tool.name, tool.stat().st_mtime_ns, tool.stat().st_size] for tool in tools if tool.exists()]

    def optimize(self, source: pathlib.Path, passes: list[str], target: pathlib.Path) -> None:
        self.call("compress-opt", source, *passes, "--emit-bytecode", "-o", target)

    def make_library(self, module: pathlib.Path, library: pathlib.Path, isa: str, threads: bool) -> None:
        options = ["--emit=shared", f"--cpu={CPUS[isa]}", *(["--threads"] if threads else [])]
        self.call("compress-translate", module, *options, "-o", library)
