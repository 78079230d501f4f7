"""dbt's adapter for Apache Spark as this project uses it: dbt-spark in one session.

Beside dbt-spark's own: Python models run in the session, problems of the installation are said in
one line before anything connects, and macros can call the library.
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
    # dbt's folder for what is not Python: our own dbt_project.yml and macros
    include_path=str(Path(__file__).parents[2] / "include" / "growthmartspark"),
    dependencies=["spark"],
)
