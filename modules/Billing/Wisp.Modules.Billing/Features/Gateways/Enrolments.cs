using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Modules.Billing.Features.Notices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Gateways;

/// <param name="Live">Whether the gateway itself is in use.</param>
internal sealed record Enrolment(Guid Id, Guid GatewayId, string Gateway, string ExternalId, string? Link, bool Enabled, bool Live, uint Version);

/// <summary>An unpaid invoice with the link that pays it.</summary>
internal sealed record InvoiceLink(Guid Id, string Paper, decimal Balance, string Gateway, Uri Link);

/// <summary>Clients at gateways: who is enrolled, by which id, and by which links he pays (PANEL-05).</summary>
[Feature]
internal sealed class Enrolments(
    IDatabase<BillingDb> database, GatewayDirectory gateways, IIsp isp, IStringLocalizer<GatewayText> text, ILogger<Enrolments> log, TimeProvider clock)
{
    private const int LongestId = 100;
    private const int LongestLink = 2000;
    private const int LinkedInvoices = 12;

    public Task<List<Enrolment>> OfAsync(Guid client, CancellationToken cancellationToken) => database.Source.Sql(
        """
        select c.id, g.id, g.name::text, c.external_id, c.pay_link, c.enabled, g.enabled and g.archived_at is null, c.xmin
        from billing.client_gateway c join billing.gateway g on g.id = c.gateway_id
        where c.client_id = $1 order by g.name collate "es-x-icu", g.id
        """, client).ListAsync(
            row => new Enrolment(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.Text(4), row.GetBoolean(5), row.GetBoolean(6), row.GetFieldValue<uint>(7)),
            cancellationToken);

    /// <summary>Enrols a client with a verified gateway (GW-02).</summary>
    /// <returns>What is wrong: a sentence that is ready, or the text of one.</returns>
    public async Task<(Problem? Problem, string? Said)> EnrolAsync(Guid client, Guid? gatewayId, string? typedId, CancellationToken cancellationToken)
    {
        if (gatewayId is not { } id || await gateways.FindAsync(id, cancellationToken) is not { } gateway || gateways.KindOf(gateway.Kind) is not { } kind)
            return (new("GatewayId", "enrol.gateway"), null);
        if (!gateway.IsOpen) return (new("GatewayId", "enrol.unverified", gateway.Name), null);
        if (await FindAsync(client, Typed.Line(typedId), cancellationToken) is not { } who) return (new("", "enrol.inactive"), null);

        GatewayEnrolment made;
        try
        {
            made = await kind.EnrolAsync(gateways.Open(gateway), who, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "Gateway {Gateway} of kind {Kind} could not enrol client {Client}", gateway.Id, gateway.Kind, client);
            return (null, text["kind.failed"]);
        }

        if (made.ExternalId is not { } external) return (null, made.Problem ?? text["kind.failed"].Value);
        if (external.Length > LongestId || Typed.Line(external) != external) return (new("ExternalId", "enrol.id.long", external.Length, LongestId), null);
        if (InvoiceReference.Is(external)) return (new("ExternalId", "enrol.id.invoice", external), null);
        var link = made.Link is { IsAbsoluteUri: true } uri && uri.Scheme == Uri.UriSchemeHttps && uri.AbsoluteUri.Length <= LongestLink ? uri.AbsoluteUri : null;
        return (await StoreAsync(gateway, client, external, link, cancellationToken), null);
    }

    /// <summary>Turns an enrolment off or on again; an id that was given out stays the client's.</summary>
    public async Task<Problem?> SwitchAsync(Guid client, Guid id, bool on, uint version, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var saved = await transaction.Connection.Sql(
            """
            update billing.client_gateway c set enabled = $3
            where c.id = $1 and c.client_id = $2 and c.xmin = $4 and c.enabled <> $3
              and (not $3 or exists (select from billing.gateway g where g.id = c.gateway_id and g.verified_at is not null and g.enabled and g.archived_at is null)
                             and exists (select from clients.clients_v1 k where k.id = c.client_id and k.status = 'active'))
            """, id, client, on, version.As(NpgsqlDbType.Xid)).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return saved == 1 ? null : new("", on ? "switch.closed" : "stale");
    }

    /// <summary>Links that pay a client's oldest unpaid invoices, by the gateways that make such links.</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <param name="only">Just this invoice, or <c>null</c>.</param>
    public async Task<IReadOnlyList<InvoiceLink>> LinksAsync(Guid client, CancellationToken cancellationToken, Guid? only = null)
    {
        var open = (await OfAsync(client, cancellationToken)).Where(one => one.Enabled && one.Live).ToList();
        if (open.Count == 0) return [];
        var owed = await database.Source.Sql(
            $"""
            select i.id, i.public_id, {PaperSql.Invoice}, i.balance
            from billing.invoice i join billing.point_of_sale s on s.id = i.point_of_sale_id
            where i.client_id = $1 and i.state = 'pending' and ($2::uuid is null or i.id = $2) order by i.first_due_date, i.number limit {LinkedInvoices}
            """, client, only.As(NpgsqlDbType.Uuid)).ListAsync(row => (Id: row.GetGuid(0), Number: row.GetInt64(1), Paper: row.GetString(2), Balance: row.GetDecimal(3)), cancellationToken);
        var currency = (await isp.SettingsAsync(cancellationToken)).Currency;
        List<InvoiceLink> links = [];
        foreach (var enrolment in open)
        {
            if (await gateways.FindAsync(enrolment.GatewayId, cancellationToken) is not { IsOpen: true } gateway || gateways.KindOf(gateway.Kind) is not { } kind) continue;
            try
            {
                var account = gateways.Open(gateway);
                foreach (var invoice in owed)
                    if (await kind.LinkAsync(account, new(invoice.Id, InvoiceReference.Of(invoice.Number), invoice.Balance, currency), cancellationToken) is { } link
                        && link is { IsAbsoluteUri: true } && link.Scheme == Uri.UriSchemeHttps)
                        links.Add(new(invoice.Id, invoice.Paper, invoice.Balance, gateway.Name, link));
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                log.LogError(e, "Gateway {Gateway} of kind {Kind} could not make pay links", gateway.Id, gateway.Kind);
            }
        }

        return links;
    }

    private async Task<GatewayClient?> FindAsync(Guid client, string? typedId, CancellationToken cancellationToken) => (await database.Source.Sql(
        "select k.id, k.shown_id, k.name, k.email, k.national_identification_number from clients.clients_v1 k where k.id = $1 and k.status = 'active'", client)
        .ListAsync(row => new GatewayClient(row.GetGuid(0), row.GetString(1), row.GetString(2), row.Text(3), row.Text(4), typedId), cancellationToken)).SingleOrDefault();

    private async Task<Problem?> StoreAsync(Gateway gateway, Guid client, string external, string? link, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        try
        {
            var stored = await transaction.Connection.Sql(
                """
                insert into billing.client_gateway (client_id, gateway_id, external_id, pay_link, created_at)
                select $1, g.id, $3, $4, $5 from billing.gateway g
                where g.id = $2 and g.verified_at is not null and g.enabled and g.archived_at is null
                """, client, gateway.Id, external, link.As(NpgsqlDbType.Text), clock.GetUtcNow()).RunAsync(cancellationToken);
            if (stored == 0) return Problem.Stale;
            await transaction.CommitAsync(cancellationToken);
            return null;
        }
        catch (PostgresException e) when (e.ConstraintName == "client_gateway_once")
        {
            return new("GatewayId", "enrol.already", gateway.Name);
        }
        catch (PostgresException e) when (e.ConstraintName == "client_gateway_external_once")
        {
            return new("ExternalId", "enrol.taken", external, gateway.Name);
        }
    }
}
