using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Integration;

/// <summary>What the portal audits of a client, in words (PANEL-08).</summary>
internal abstract class PortalHistoryWords(string table, int order, params string[] columns) : IClientHistoryWords
{
    public string Key => $"portal.{table}-words";

    public Label Label => Label.Of<PortalText>($"words.{table}");

    public int Order => order;

    public string? Permission => null;

    public string Table => $"portal.{table}";

    public IReadOnlyDictionary<string, Label> Fields { get; } = columns.ToDictionary(column => column, column => Label.Of<PortalText>($"words.{table}.{column}"));

    public virtual Task<IReadOnlyDictionary<ClientHistoryValue, string>> SayAsync(IReadOnlyCollection<ClientHistoryValue> values, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<ClientHistoryValue, string>>(new Dictionary<ClientHistoryValue, string>());
}

[Feature]
internal sealed class AccessWords() : PortalHistoryWords("access", 800, "enabled", "must_change", "password_hash", "security_stamp", "two_factor_enabled");

[Feature]
internal sealed class PairingWords() : PortalHistoryWords("pairing", 810, "link_id", "made_at", "revoked_at");

[Feature]
internal sealed class DeviceWords() : PortalHistoryWords("device", 820, "name", "platform", "revoked_at");
