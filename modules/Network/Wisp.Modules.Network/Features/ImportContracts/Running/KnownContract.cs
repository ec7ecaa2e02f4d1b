using System.Net;
using System.Net.NetworkInformation;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>A contract that is there already, as far as a file can say something about it.</summary>
internal sealed record KnownContract(Guid Id, long Number, Guid ClientId, Guid PlanId, Guid? NextPlanId, Guid ServerId, Guid? NodeId)
{
    public required string State { get; init; }

    public required string Origin { get; init; }

    public DateOnly StartDate { get; init; }

    public DateOnly? EndDate { get; init; }

    public IPAddress? Ip { get; init; }

    public PhysicalAddress? Mac { get; init; }

    public bool PppoeEnabled { get; init; }

    public string? Username { get; init; }

    /// <summary>Encrypted.</summary>
    public string? Password { get; init; }

    public string? Address { get; init; }

    public string? AddressExtra { get; init; }

    public Point? Location { get; init; }

    public string? Details { get; init; }

    public string Shown => ShownState.Of(State, Origin);

    /// <param name="connection">The chunk's connection.</param>
    /// <param name="ids">The contracts.</param>
    /// <param name="hold">Nobody changes them until the chunk is committed, in an order that keeps two imports from waiting for each other.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<IReadOnlyDictionary<Guid, KnownContract>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, bool hold, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return new Dictionary<Guid, KnownContract>();
        var found = await connection.Sql(
            $"""
            select c.id, c.public_id, c.client_id, c.plan_id, c.next_plan_id, c.server_id, c.node_id, c.state, c.state_origin, c.start_date, c.end_date,
                   c.ip, c.mac_address, c.pppoe_enabled, c.pppoe_username, c.pppoe_password, c.address, c.address_additional_data, c.location, c.details
            from network.contract c
            where c.id = any ($1)
            order by c.id
            {(hold ? "for update" : "")}
            """, ids.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid)).ListAsync(Read, cancellationToken);
        return found.ToDictionary(contract => contract.Id);
    }

    private static KnownContract Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetGuid(3), row.Maybe<Guid>(4), row.GetGuid(5), row.Maybe<Guid>(6))
    {
        State = row.GetString(7),
        Origin = row.GetString(8),
        StartDate = row.GetFieldValue<DateOnly>(9),
        EndDate = row.Maybe<DateOnly>(10),
        Ip = row.IsDBNull(11) ? null : row.GetFieldValue<IPAddress>(11),
        Mac = row.IsDBNull(12) ? null : row.GetFieldValue<PhysicalAddress>(12),
        PppoeEnabled = row.GetBoolean(13),
        Username = row.Text(14),
        Password = row.Text(15),
        Address = row.Text(16),
        AddressExtra = row.Text(17),
        Location = row.IsDBNull(18) ? null : row.GetFieldValue<Point>(18),
        Details = row.Text(19),
    };
}
