/// Where something comes from that makes it dangerous to use.
struct Taint: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    /// From the network: not to be performed.
    static let network = Taint(rawValue: 1)
    /// Credentials: not to be sent.
    static let secret = Taint(rawValue: 2)

    /// As it is called in the tables.
    static let named: [String: Taint] = ["network": .network, "secret": .secret]
}
