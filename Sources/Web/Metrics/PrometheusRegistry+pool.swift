package import Postgres

extension PrometheusRegistry {
  /// Shows how much of a database's pool is in use, whenever the metrics are read.
  package func watchPool(of database: Database) {
    beforeExposition { registry in
      let statistics = database.statistics
      registry.number(.poolInUse).set(Int64(statistics.inUse))
      registry.number(.poolWaiting).set(Int64(statistics.waiting))
      registry.number(.poolLimit).set(Int64(statistics.limit))
    }
  }
}
