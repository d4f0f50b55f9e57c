import Synchronization
import Workflow

/// The secrets of definitions, found once each: searching for them takes longer than a small step.
final class SecretStore: Sendable {
    private let configuration: EngineConfiguration
    private let known = Mutex<[Set<String>: Secrets]>([:])

    init(_ configuration: EngineConfiguration) { self.configuration = configuration }

    func secrets(of definition: Definition) -> Secrets {
        let names = definition.secretNames
        return known.withLock { known in
            if let secrets = known[names] { return secrets }
            let secrets = Secrets(
                environment: configuration.environment, referenced: names, listed: configuration.secretNames,
                shapes: configuration.secretShapes())
            known[names] = secrets
            return secrets
        }
    }
}
