using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.SaveClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Contact;

/// <summary>Where a client looks after his own phones and address.</summary>
[Feature]
internal sealed class ClientContacts(IDatabase<ClientsDb> database, RuleText rules, IStringLocalizer<ClientsText> text, TimeProvider clock) : IClientContact
{
    private const string One =
        """
        select c.id, coalesce(c.custom_id, c.public_id::text), c.name, c.status = 'active', c.email, c.phone, c.phone_mobile, c.address, c.address_additional_data, c.zip_code,
               n.name, y.name, s.name, c.country
        from clients.client c
        left join zones.neighborhoods_v1 n on n.id = c.neighborhood_id
        left join zones.cities_v1 y on y.id = c.city_id
        left join zones.states_v1 s on s.id = c.state_id
        where c.id = $1
        """;

    public Task<ClientContact?> FindAsync(Guid clientId, CancellationToken cancellationToken) => ReadAsync(database.Source.Sql(One, clientId), cancellationToken);

    public async Task<ClientContact?> LockAsync(IWispTransaction transaction, Guid clientId, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("clients", cancellationToken);
        return await ReadAsync(transaction.Connection.Sql($"{One} for update of c", clientId), cancellationToken);
    }

    public async Task<Guid?> FindByEmailAsync(string email, CancellationToken cancellationToken) => EmailShape.IsMatch(email.Trim())
        ? await database.Source.Sql("select id from clients.client where email_key = lower($1 collate \"und-x-icu\") and status = 'active'", email.Trim()).ValueAsync<Guid?>(cancellationToken)
        : null;

    public async Task<IReadOnlyList<ContactProblem>> SaveAsync(IWispTransaction transaction, Guid clientId, ContactChange change, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("clients", cancellationToken);
        var db = transaction.Context<ClientsDb>();
        var client = await db.Clients.FromSql($"select *, xmin from clients.client where id = {clientId} for update").SingleOrDefaultAsync(cancellationToken);
        if (client is not { Status: ClientStatus.Active }) return [new("", text["contact.gone"])];

        var read = new DraftReader();
        var values = ClientRules.Contact(
            read,
            new ClientDraft { Phone = change.Phone, PhoneMobile = change.PhoneMobile, Address = change.Address, AddressAdditionalData = change.AddressAdditionalData, ZipCode = change.ZipCode },
            client.Country);
        if (read.Errors.Count > 0) return [.. read.Errors.Select(error => new ContactProblem(error.Field, rules.Of(error)))];

        client.Take(values);
        if (!db.ChangeTracker.HasChanges()) return [];
        client.UpdatedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        return [];
    }

    private static async Task<ClientContact?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken) => (await command.ListAsync(
        row => new ClientContact(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7), row.Text(8), row.Text(9), row.Text(10),
            row.Text(11), row.Text(12), row.GetString(13)), cancellationToken)).SingleOrDefault();
}
