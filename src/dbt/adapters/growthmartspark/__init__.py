"""dbt's adapter for Apache Spark as this project uses it: dbt-spark in one session.

It adds three things to dbt-spark. Python models run in the session. A problem of the installation
is reported in one line before anything connects. Macros can call the library.
"""

from pathlib import Path

from dbt_common.exceptions import DbtRuntimeError

try:
    import dbt.adapters.spark  # noqa: F401
    import pyspark  # noqa: F401
except ModuleNotFoundError as error:
    raise DbtRuntimeError(
        f"the target spark needs the package {error.name}: run `make setup-spark`"
    ) from None

from dbt.adapters.base import AdapterPlugin

from dbt.adapters.growthmartspark.adapter import GrowthmartSparkAdapter
from dbt.adapters.growthmartspark.connections import GrowthmartSparkCredentials

Plugin = AdapterPlugin(
    adapter=GrowthmartSparkAdapter,
    credentials=GrowthmartSparkCredentials,
    # dbt's folder for the files that are not Python: our own dbt_project.yml and macros
    include_path=str(Path(__file__).parents[2] / "include" / "growthmartspark"),
    dependencies=["spark"],
)
