"""Anything that Spark lacks is reported in one line, before anything connects."""

import socket
import subprocess
import sys

import pytest
from dbt_common.exceptions import DbtRuntimeError

pytest.importorskip("pyspark", reason="pyspark is not installed: make setup-spark")

from growthmart.engines.spark import session


def test_no_java(monkeypatch):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")

    assert session.java_problem() == (
        "no Java on the PATH. Spark needs Java 17 or later: install it, or set JAVA_HOME to it"
    )


def test_a_java_home_without_java(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    assert session.java_problem().startswith(f"JAVA_HOME is {tmp_path}, but {tmp_path}/bin")


@pytest.mark.parametrize(
    ("printed", "is_good"),
    [
        ('openjdk version "17.0.1" 2024-01-16', True),
        ('openjdk version "21" 2023-09-19', True),
        ('java version "1.8.0_401"', False),
        ("no version at all", False),
    ],
)
def test_the_version_of_java(monkeypatch, tmp_path, printed, is_good):
    java = tmp_path / "bin/java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{printed}' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    assert (session.java_problem() is None) is is_good


def test_a_master_that_cannot_be_reached():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
        problem = session.master_problem(f"spark://{address}")

    assert problem.startswith(f"the Spark master spark://{address} cannot be reached ({address}: ")
    assert "GROWTHMART_SPARK_MASTER" in problem
    assert "\n" not in problem


def test_one_master_of_two_is_enough():
    with socket.create_server(("127.0.0.1", 0)) as there:
        address = f"127.0.0.1:{there.getsockname()[1]}"

        assert session.master_problem(f"spark://127.0.0.1:1,{address}") is None


@pytest.mark.parametrize("master", ["spark://", "spark://host:port", "spark://[::1"])
def test_a_master_that_is_no_address(master):
    assert "cannot be reached" in session.master_problem(master)


@pytest.mark.parametrize("package", ["pyspark", "dbt.adapters.spark"])
def test_a_package_that_is_not_installed(monkeypatch, package):
    for name in list(sys.modules):
        if name.startswith("dbt.adapters.growthmartspark"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(DbtRuntimeError, match=f"needs the package {package}: run `make setup-spar"):
        __import__("dbt.adapters.growthmartspark")


def test_python_models_run_in_the_session():
    from dbt.adapters.growthmartspark import Plugin

    helper = Plugin.adapter.python_submission_helpers.fget(None)["session"]
    settings = {"spark.master": "local[1]"}
    credentials = type("Credentials", (), {"server_side_parameters": settings})
    opened = []
    helper_module = sys.modules[helper.__module__]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            helper_module, "open_session", lambda given: opened.append(given) or "session"
        )
        helper({"unique_id": "model.growthmart.one"}, credentials).submit(
            "assert spark == 'session'"
        )

    assert opened == [settings]


@pytest.mark.parametrize("master", ["nonsense", "yarn", "local[x]", "local[2", ""])
def test_a_master_of_another_kind(master):
    assert session.master_problem(master) == (
        f"GROWTHMART_SPARK_MASTER is {master}: set it to local[2], local[*] or, for a standalone "
        "cluster, spark://host:7077"
    )


@pytest.mark.parametrize("master", ["local", "local[2]", "local[*]"])
def test_spark_in_this_process(master):
    assert session.master_problem(master) is None


def test_memory_in_another_notation():
    assert session.memory_problem({"spark.driver.memory": "4g"}) is None
    assert session.memory_problem({"spark.driver.memory": "512M"}) is None
    for memory in ("4GB", "80%", "much"):
        assert session.memory_problem({"spark.executor.memory": memory}) == (
            f"GROWTHMART_SPARK_EXECUTOR_MEMORY is {memory}: give it in Java's notation, such as 4g "
            "or 512m"
        )


def test_a_metastore_that_another_process_has_opened(tmp_path):
    assert session.metastore_problem(str(tmp_path)) is None
    lock = tmp_path / "metastore" / "dbex.lck"
    lock.parent.mkdir()
    lock.touch()
    # as a process that was killed leaves it
    assert session.metastore_problem(str(tmp_path)) is None

    hold = (
        "import fcntl, sys; file = open(sys.argv[1], 'r+b'); fcntl.lockf(file, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", hold, str(lock)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        assert "another process has opened the metastore" in session.metastore_problem(
            str(tmp_path)
        )
        other.stdin.close()


def test_derby_holds_the_lock_that_is_looked_at(spark):
    state = spark.conf.get("spark.growthmart.state")

    assert "another process has opened the metastore" in session.metastore_problem(state)
