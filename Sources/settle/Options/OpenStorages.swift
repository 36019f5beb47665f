import HyperparameterSearch
import Locks

/// The storages that the command has opened. Each is closed before the process ends, so that no `-wal` and `-shm` stay.
enum OpenStorages {
    private static let stores = Mutex<[any TrialStore]>([])

    static func add(_ store: any TrialStore) {
        stores.withLock { $0.append(store) }
    }

    /// Closes a storage before the others.
    static func close(_ store: any TrialStore) {
        stores.withLock { $0.removeAll { ($0 as AnyObject) === (store as AnyObject) } }
        try? store.close()
    }

    /// Closes the storages, the last one first. A failure is ignored: everything is recorded already.
    static func closeAll() {
        let open = stores.withLock { stores in
            defer { stores = [] }
            return stores
        }
        for store in open.reversed() { try? store.close() }
    }
}
