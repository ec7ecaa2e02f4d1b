using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Invoices;

/// <summary>A party as a paper prints it.</summary>
internal sealed record Party(
    string Name, string Country, string? VatCondition, string? TaxpayerId, string? DocumentType, string? Document, string? Address, string? ZipCode, string? Phone,
    string? Email, string? GrossIncome, [property: JsonPropertyName("start_activities_date")] DateOnly? StartActivities, string? PrincipalActivity, string? ShownId)
{
    private static readonly JsonSerializerOptions Stored = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>A row of <c>billing.party</c> as JSON.</summary>
    public static Party Parse(string json) => JsonSerializer.Deserialize<Party>(json, Stored)!;
}

/// <summary>What an authority gave a document.</summary>
/// <param name="On">The document's date there, which its paper shows.</param>
/// <param name="Qr">Text of the square code, or <c>null</c>.</param>
internal sealed record Authorization(string Code, DateOnly? ExpiresOn, DateOnly On, string? Qr)
{
    /// <summary>Four columns of <c>billing.fiscal_document</c>, empty where there is none.</summary>
    public static Authorization? Read(NpgsqlDataReader row, int at) =>
        row.Text(at) is { } code ? new(code, row.Maybe<DateOnly>(at + 1), row.GetFieldValue<DateOnly>(at + 2), row.Text(at + 3)) : null;
}

/// <summary>An invoice, a draft too, whose parties are then those of today.</summary>
internal sealed record InvoiceView(
    Guid Id, long PublicId, Guid ClientId, string ClientName, Guid? ContractId, long? Contract, Guid? RunId, bool IsAuto, string Kind, int PointOfSale, long? Number,
    string? Concept, DateOnly? From, DateOnly? To, DateTimeOffset? IssuedAt, DateOnly? IssuedOn, DateOnly? FirstDue, DateOnly? SecondDue, string State, decimal Net,
    decimal Discount, decimal Tax, decimal Gross, decimal Balance, string Currency, string FiscalState, string? VoidReason, string Actor)
{
    public IReadOnlyList<ChargeLine> Lines { get; init; } = [];

    public IReadOnlyList<ChargeTax> Taxes { get; init; } = [];

    public Party? Firm { get; init; }

    /// <summary>What its authority gave it, or <c>null</c>.</summary>
    public Authorization? Authorization { get; init; }

    public Party? Client { get; init; }

    /// <summary>Point of sale and number as papers show them, 5 and 8 digits, or the public id as long as an authority has given no number; <c>null</c> of a draft.</summary>
    public string? Paper => Number is { } number ? $"{PointOfSale:D5}-{number:D8}" : IssuedOn is null ? null : $"#{PublicId}";
}

/// <param name="What">The payment or credit note.</param>
internal sealed record InvoiceShare(Guid? PaymentId, string What, DateOnly On, decimal Amount, bool IsUndone);

internal sealed record InvoiceRow(
    Guid Id, string? Paper, string Kind, Guid ClientId, string Client, long? Contract, DateOnly? From, DateOnly? To, DateOnly? IssuedOn, DateOnly? DueOn, decimal Gross,
    decimal Balance, string State);

/// <summary>What the list of invoices is narrowed to.</summary>
internal sealed record InvoiceFilter(string? Text, string? State, DateOnly? From, DateOnly? To, Guid? ClientId, Guid? After)
{
    public DateOnly? DueFrom { get; init; }

    public DateOnly? DueTo { get; init; }

    /// <summary>At most so many; one more than a page says that there is another.</summary>
    public int Limit { get; init; } = ReadInvoice.PageSize + 1;
}

[Feature]
internal sealed class ReadInvoice(IDatabase<BillingDb> database, AccountScope scope, IIsp isp)
{
    public const int PageSize = 100;

    public async Task<InvoiceView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("i.client_id", after: 1);
        return (await database.Source.Sql($"{Select} where i.id = $1 and {within}", [id, .. values]).ListAsync(Read, cancellationToken)).SingleOrDefault();
    }

    /// <summary>An issued invoice of a client, for himself.</summary>
    public async Task<InvoiceView?> OfClientAsync(Guid client, Guid id, CancellationToken cancellationToken) => (await database.Source.Sql(
        $"{Select} where i.id = $1 and i.client_id = $2 and i.issued_on is not null", id, client).ListAsync(Read, cancellationToken)).SingleOrDefault();

    /// <summary>Issued invoices as papers need them, whoever asks: for the worker.</summary>
    public static Task<List<InvoiceView>> AllAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken) =>
        connection.Sql($"{Select} where i.id = any ($1)", ids).ListAsync(Read, cancellationToken);

    /// <summary>What paid it, also what was taken back.</summary>
    public async Task<IReadOnlyList<InvoiceShare>> SharesAsync(Guid id, CancellationToken cancellationToken) => await database.Source.Sql(
        $"""
        select l.payment_id, coalesce(p.public_id::text, {PaperSql.Note}),
               coalesce(p.payment_date, n.issued_on), l.amount, l.undone_at is not null
        from billing.allocation l
        left join billing.payment p on p.id = l.payment_id
        left join billing.credit_note n on n.id = l.credit_note_id
        left join billing.point_of_sale s on s.id = n.point_of_sale_id
        where l.invoice_id = $1 order by l.at, p.payment_date, p.public_id
        """, id).ListAsync(
            row => new InvoiceShare(row.Maybe<Guid>(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetDecimal(3), row.GetBoolean(4)), cancellationToken);

    /// <summary>The newest first; by number, client or ID when something is typed.</summary>
    public async Task<List<InvoiceRow>> ListAsync(InvoiceFilter filter, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("i.client_id", after: 11);
        var number = long.TryParse(filter.Text?.Split('-')[^1], out var typed) ? typed : (long?)null;
        return await database.Source.Sql(
            $"""
            select i.id, {PaperSql.InvoiceNumber}, i.kind, i.client_id, k.name,
                   c.public_id, i.period_from, i.period_to, i.issued_on, i.first_due_date, i.gross_amount, i.balance,
                   case when i.state = 'pending' and i.first_due_date < $8 then 'overdue' else i.state end
            from billing.invoice i
            join billing.point_of_sale s on s.id = i.point_of_sale_id
            join clients.clients_v1 k on k.id = i.client_id
            left join network.contracts_v1 c on c.id = i.contract_id
            where i.issued_on is not null
              and ($1::text is null or i.id in (
                select n.id from billing.invoice n where n.number = $2
                union all
                select n.id from billing.invoice n where '#' || n.public_id = $1 and n.public_id = $11
                union all
                select o.id from billing.invoice o where o.client_id in (select q.id from clients.search_v1 q where q.haystack like '%' || ext.fold($1) || '%')))
              and ($3::text is null or i.state = $3 or ($3 = 'overdue' and i.state = 'pending' and i.first_due_date < $8))
              and i.issued_on between coalesce($4, date '-infinity') and coalesce($5, date 'infinity')
              and i.first_due_date between coalesce($9, date '-infinity') and coalesce($10, date 'infinity')
              and ($6::uuid is null or i.client_id = $6)
              and ($7::uuid is null or (i.issued_on, i.public_id) < (select o.issued_on, o.public_id from billing.invoice o where o.id = $7))
              and {within}
            order by i.issued_on desc, i.public_id desc limit {filter.Limit}
            """,
            [
                filter.Text.As(NpgsqlDbType.Text), number.As(NpgsqlDbType.Bigint), filter.State.As(NpgsqlDbType.Text), filter.From.As(NpgsqlDbType.Date),
                filter.To.As(NpgsqlDbType.Date), filter.ClientId.As(NpgsqlDbType.Uuid), filter.After.As(NpgsqlDbType.Uuid), await isp.TodayAsync(cancellationToken),
                filter.DueFrom.As(NpgsqlDbType.Date), filter.DueTo.As(NpgsqlDbType.Date),
                (long.TryParse(filter.Text?.TrimStart('#'), out var shown) ? shown : (long?)null).As(NpgsqlDbType.Bigint), .. values,
            ])
            .ListAsync(
                row => new InvoiceRow(
                    row.GetGuid(0), row.Text(1), row.GetString(2), row.GetGuid(3), row.GetString(4), row.Maybe<long>(5), row.Maybe<DateOnly>(6), row.Maybe<DateOnly>(7),
                    row.Maybe<DateOnly>(8), row.Maybe<DateOnly>(9), row.GetDecimal(10), row.GetDecimal(11), row.GetString(12)), cancellationToken);
    }

    private const string Select =
        """
        select i.id, i.public_id, i.client_id, k.name, i.contract_id, c.public_id, i.run_id, i.is_auto, i.kind, s.number, i.number, i.concept::text, i.period_from, i.period_to,
               i.issued_at, i.issued_on, i.first_due_date, i.second_due_date, i.state, i.net_amount, i.discount_amount, i.tax_amount, i.gross_amount, i.balance, i.currency,
               i.fiscal_state, i.void_reason::text, i.actor,
               (select jsonb_agg(jsonb_build_object('kind', t.kind, 'description', t.description, 'from', t.period_from, 'to', t.period_to, 'quantity', t.quantity,
                       'unitPrice', t.unit_price, 'amount', t.amount, 'net', t.net, 'includesTax', t.includes_tax, 'why', t.why) order by t.position)::text
                from billing.invoice_item t where t.invoice_id = i.id),
               (select jsonb_agg(jsonb_build_object('name', x.name, 'kind', x.kind, 'code', x.authority_code, 'rate', x.rate, 'base', x.base, 'amount', x.amount) order by x.position)::text
                from billing.invoice_tax x where x.invoice_id = i.id),
               (select to_jsonb(p)::text from billing.party p where p.id = i.firm_party_id), (select to_jsonb(p)::text from billing.party p where p.id = i.client_party_id),
               d.authorization_code, d.expires_on, d.on_date, d.qr
        from billing.invoice i
        join billing.point_of_sale s on s.id = i.point_of_sale_id
        join clients.clients_v1 k on k.id = i.client_id
        left join network.contracts_v1 c on c.id = i.contract_id
        left join billing.fiscal_document d on d.id = i.id and d.authorized_at is not null
        """;

    private static InvoiceView Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.Maybe<Guid>(4), row.Maybe<long>(5), row.Maybe<Guid>(6), row.GetBoolean(7), row.GetString(8),
        row.GetInt32(9), row.Maybe<long>(10), row.Text(11), row.Maybe<DateOnly>(12), row.Maybe<DateOnly>(13), row.Maybe<DateTimeOffset>(14), row.Maybe<DateOnly>(15),
        row.Maybe<DateOnly>(16), row.Maybe<DateOnly>(17), row.GetString(18), row.GetDecimal(19), row.GetDecimal(20), row.GetDecimal(21), row.GetDecimal(22), row.GetDecimal(23),
        row.GetString(24), row.GetString(25), row.Text(26), row.GetString(27))
    {
        Lines = Parse<List<ChargeLine>>(row.Text(28)) ?? [],
        Taxes = Parse<List<ChargeTax>>(row.Text(29)) ?? [],
        Firm = row.Text(30) is { } firm ? Party.Parse(firm) : null,
        Client = row.Text(31) is { } client ? Party.Parse(client) : null,
        Authorization = Authorization.Read(row, 32),
    };

    private static T? Parse<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web);
}
