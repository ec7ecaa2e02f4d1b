using Npgsql;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate.Own;

/// <summary>A client that a batch changed: what it was, what the batch wrote, and what stands there now.</summary>
internal sealed class ReversalLine(Guid id, bool isDeactivated, IReadOnlyList<ReversalLine.Value> values)
{
    private string? _refusal;

    public Guid Id => id;

    public bool IsDeactivated => isDeactivated;

    /// <summary>Whether anything of it is put back.</summary>
    public bool IsRestored => _refusal is null && values.Any(value => value.IsUntouched);

    /// <summary>What a field holds when the client is put back.</summary>
    public Guid? After(int field) => values[field].IsUntouched ? values[field].Before : values[field].Now;

    /// <summary>Leaves the client alone.</summary>
    public void Refuse(string reason) => _refusal = reason;

    public IEnumerable<ClientBulkReversal> Tell(IReadOnlyList<OwnField> fields, string touched, Func<Guid?, string?> name)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            var value = values[i];
            if (!value.IsInBatch || value.IsBack) continue;
            var restored = _refusal is null && value.IsUntouched;
            yield return new ClientBulkReversal(
                id, fields[i].Key, restored, name(restored ? value.Before : value.Now), name(value.Written), restored ? null : _refusal ?? touched);
        }
    }

    public static ReversalLine Read(NpgsqlDataReader row, int fields)
    {
        var values = new Value[fields];
        for (var i = 0; i < fields; i++)
        {
            var at = 2 + (i * 4);
            values[i] = new Value(row.GetBoolean(at), row.Maybe<Guid>(at + 1), row.Maybe<Guid>(at + 2), row.Maybe<Guid>(at + 3));
        }

        return new ReversalLine(row.GetGuid(0), row.GetBoolean(1), values);
    }

    internal sealed record Value(bool IsInBatch, Guid? Before, Guid? Written, Guid? Now)
    {
        public bool IsUntouched => IsInBatch && Written == Now;

        /// <summary>A reversal that was stopped on its way, or a person, put it back already.</summary>
        public bool IsBack => Now == Before;
    }
}
