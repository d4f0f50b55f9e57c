import Engine
import Git
import Journal
import Platform
import Workflow

extension Session {
    /// An engine for the journal's repository, as the user has configured it.
    ///
    /// - Parameters:
    ///   - journal: nobody else appends to it from now on.
    ///   - base: the commit whose workflows steps can start; nil for that of `HEAD`.
    ///   - patience: how long a process stays for the sake of a time that has to come; nil for ever.
    ///   - observe: gets to see what happens.
    func openEngine(
        _ journal: consuming sending Journal, base: ObjectID? = nil, patience: Duration? = .seconds(60),
        observe: @escaping @Sendable (RunProgress) -> Void
    ) throws(Failure) -> Engine {
        let identity = try identity(in: journal)
        let settings = try configuration(of: journal.repository)
        var configuration = EngineConfiguration(
            identity: identity, actor: actor(identity), environment: environment,
            cacheDirectory: try cacheDirectory(), time: time, trace: trace)
        configuration.isDurable = settings.bool("autowrk.fsync") ?? true
        configuration.secretNames = settings.strings("autowrk.secret")
        configuration.secretShapes = { KnownShapes.scan }
        configuration.patience = patience
        configuration.observe = observe
        configuration.actions = Actions.table(
            of: settings.agents(), model: try modelAgent(settings, journal.repository))
        configuration.sandbox = try settings.sandboxes(in: environment)
        if let text = settings.string("autowrk.jobs") {
            guard let count = settings.int("autowrk.jobs"), (1...1024).contains(count) else {
                throw Failure(
                    .repository, "'autowrk.jobs' must be a whole number from 1 to 1024, not '\(text)'")
            }
            configuration.maximumCommands = Int(count)
        }
        configuration.issues = try settings.issues()
        if let seconds = try settings.count("autowrk.commentInterval", in: 0...86_400) {
            configuration.commentInterval = Int64(seconds) * 1000
        }
        if settings.bool("autowrk.comments") == false { configuration.commentInterval = nil }
        let library = try RunLibrary(
            journal.repository, at: base, maximumSteps: try maximumSteps(in: journal))
        do throws(EngineError) {
            return try Engine(journal, configuration: configuration) { name in try library.find(name) }
        } catch { throw Failure(error) }
    }

    /// How many steps a workflow may have: `autowrk.maxSteps`, or 50.
    func maximumSteps(in journal: borrowing Journal) throws(Failure) -> Int {
        guard let text = try configuration(of: journal.repository).string("autowrk.maxSteps") else {
            return Catalogue().maximumSteps
        }
        guard let count = Int(text), count > 0 else {
            throw Failure(.repository, "'autowrk.maxSteps' must be a whole number from 1, not '\(text)'")
        }
        return count
    }

    /// Where scratch checkouts are kept.
    func cacheDirectory() throws(Failure) -> String {
        if let folder = UserFolders(environment: environment).cache { return folder }
        throw Failure(
            .repository, "there is no place for scratch checkouts: 'HOME' is not set",
            hints: ["set 'XDG_CACHE_HOME' to a folder that may be filled"])
    }
}
