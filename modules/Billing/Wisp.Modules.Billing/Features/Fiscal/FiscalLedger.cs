using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Fiscal;

/// <param name="Act"><c>authorize</c> or <c>find</c>.</param>
internal sealed record Exchange(string Act, long Number, DateTimeOffset SentAt);

/// <summary>Writes down what becomes of documents at an authority, each step in a transaction of its own.</summary>
[Feature]
internal sealed class FiscalLedger(IDatabase<BillingDb> database, TimeProvider clock)
{
    private const int KeptText = 100_000;

    /// <summary>The day before which a document cannot be dated: that of the last one of its series, and of the invoice that it corrects.</summary>
    public Task<DateOnly?> NotBeforeAsync(NpgsqlConnection connection, SeriesKey series, Guid id, CancellationToken cancellationToken) => connection.Sql(
        """
        select greatest(
            (select max(on_date) from billing.fiscal_document where point_of_sale_id = $1 and is_note = $2 and letter = $3 and authorized_at is not null),
            (select d.on_date from billing.credit_note n join billing.fiscal_document d on d.id = n.invoice_id where n.id = $4))
        """, series.Point, series.IsNote, series.Letter, id).ValueAsync<DateOnly?>(cancellationToken);

    /// <summary>The number and date that a document was sent with.</summary>
    public async Task<(long Number, DateOnly On)> ClaimedAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) => (await connection.Sql(
        "select number, on_date from billing.fiscal_document where id = $1", id)
        .ListAsync(row => (row.GetInt64(0), row.GetFieldValue<DateOnly>(1)), cancellationToken)).Single();

    /// <summary>Writes down that a document is about to be sent.</summary>
    /// <returns><c>null</c> when it may be; empty when it waits no more; else why its number cannot be used.</returns>
    public async Task<string?> ClaimAsync(SeriesKey series, FiscalVoucher voucher, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        if (await MoveAsync(connection, series, voucher.DocumentId, "queued", "sending", cancellationToken) == 0) return "";
        if (await connection.Sql(
            $"""
            select exists (select from billing.{Table(series)} where point_of_sale_id = $1 and kind = $2 and number = $3)
                or exists (select from billing.fiscal_document where point_of_sale_id = $1 and letter = $2 and number = $3 and is_note = $4 and id <> $5)
            """, series.Point, series.Letter, voucher.Number, series.IsNote, voucher.DocumentId).ValueAsync<bool>(cancellationToken))
            return $"{series.Letter} {voucher.Series.PointOfSale:D5}-{voucher.Number:D8} ≠ {series.Authority}";
        await connection.Sql(
            """
            insert into billing.fiscal_document as d (id, is_note, point_of_sale_id, letter, number, on_date) values ($1, $2, $3, $4, $5, $6)
            on conflict (id) do update set number = excluded.number, on_date = excluded.on_date, next_at = null, problem = null, errors = '[]'
            """, voucher.DocumentId, series.IsNote, series.Point, series.Letter, voucher.Number, voucher.On).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    public async Task AuthorizeAsync(SeriesKey series, Guid id, FiscalAnswer answer, Exchange sent, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        await connection.Sql(
            $"""
            with told as (
                update billing.fiscal_document
                set authorization_code = $2, expires_on = $3, authorized_at = $4, observations = $5, errors = '[]', qr = $6, next_at = null, problem = null
                where id = $1
                returning number),
            followed as (
                insert into billing.number_series as s (point_of_sale_id, document, letter, last)
                select $7, $8, $9, number from told
                on conflict (point_of_sale_id, document, letter) do update set last = greatest(s.last, excluded.last))
            update billing.{Table(series)} x set fiscal_state = 'authorized', number = t.number from told t where x.id = $1
            """, id, answer.Code, answer.ExpiresOn.As(NpgsqlDbType.Date), clock.GetUtcNow(), Json(answer.Observations), answer.Qr.As(NpgsqlDbType.Text),
            series.Point, series.IsNote ? "credit_note" : "invoice", series.Letter).RunAsync(cancellationToken);
        await TellAsync(connection, id, sent, answer.Observations.Count > 0 ? "observed" : "authorized", answer, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Its number is free again.</summary>
    /// <param name="series">Its series, which is held.</param>
    /// <param name="id">The document.</param>
    /// <param name="answer">Why.</param>
    /// <param name="sent">What was sent, or <c>null</c> when it was not sent at all.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task RejectAsync(SeriesKey series, Guid id, FiscalAnswer answer, Exchange? sent, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await FreeAsync(transaction.Connection, series, id, "rejected", cancellationToken);
        await transaction.Connection.Sql("update billing.fiscal_document set errors = $2 where id = $1", id, Json(answer.Errors)).RunAsync(cancellationToken);
        if (sent is not null) await TellAsync(transaction.Connection, id, sent, "rejected", answer, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The authority knows nothing of it: it is sent anew.</summary>
    public async Task ReleaseAsync(SeriesKey series, Guid id, Exchange sent, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await FreeAsync(transaction.Connection, series, id, "queued", cancellationToken);
        await TellAsync(transaction.Connection, id, sent, "absent", null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>No answer: the series rests for 1, 5, 15, then 60 minutes (AR-12).</summary>
    public async Task RestAsync(SeriesKey series, Guid id, string state, string problem, Exchange? sent, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        if (state == "queued") await FreeAsync(connection, series, id, state, cancellationToken);
        else await MoveAsync(connection, series, id, "sending", state, cancellationToken);
        if (sent is not null) await TellAsync(connection, id, sent, null, null, cancellationToken);
        await connection.Sql(
            """
            update billing.fiscal_document
            set attempts = attempts + 1, problem = $2, next_at = $3 + case attempts when 0 then interval '1 minute' when 1 then interval '5 minutes' when 2 then interval '15 minutes' else interval '1 hour' end
            where id = $1
            """, id, OneLine.Fit(problem), clock.GetUtcNow()).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<int> MoveAsync(NpgsqlConnection connection, SeriesKey series, Guid id, string from, string to, CancellationToken cancellationToken) =>
        await connection.Sql($"update billing.{Table(series)} set fiscal_state = $3 where id = $1 and fiscal_state = $2", id, from, to).RunAsync(cancellationToken);

    // What was corrected in full meanwhile is not reported now, nor is its note; what is to be reported once it is paid, and is not paid any more, waits again.
    private static async Task FreeAsync(NpgsqlConnection connection, SeriesKey series, Guid id, string state, CancellationToken cancellationToken)
    {
        await connection.Sql(
            """
            insert into billing.fiscal_document as d (id, is_note, point_of_sale_id, letter) values ($1, $2, $3, $4)
            on conflict (id) do update set number = null, on_date = null, next_at = null, problem = null
            """, id, series.IsNote, series.Point, series.Letter).RunAsync(cancellationToken);
        await connection.Sql(
            series.IsNote
                ? "update billing.credit_note set fiscal_state = $2 where id = $1 and fiscal_state in ('queued', 'sending', 'uncertain')"
                : """
                with freed as (
                    update billing.invoice
                    set fiscal_state = case when state = 'void' then 'not_applicable' when $2 = 'queued' and report_after_payment and state = 'pending' then 'waiting_payment' else $2 end
                    where id = $1 and fiscal_state in ('queued', 'sending', 'uncertain')
                    returning id, state)
                update billing.credit_note n set fiscal_state = 'not_applicable' from freed f where n.invoice_id = f.id and f.state = 'void' and n.fiscal_state = 'queued'
                """, id, state).RunAsync(cancellationToken);
    }

    private async Task TellAsync(NpgsqlConnection connection, Guid id, Exchange sent, string? result, FiscalAnswer? answer, CancellationToken cancellationToken) => await connection.Sql(
        """
        insert into billing.fiscal_submission (document_id, attempt, act, number, sent_at, answered_at, result, request, response)
        select $1, count(*) + 1, $2, $3, $4, $5, $6, $7, $8 from billing.fiscal_submission where document_id = $1
        """, id, sent.Act, sent.Number, sent.SentAt, clock.GetUtcNow(), result.As(NpgsqlDbType.Text), Kept(answer?.Request).As(NpgsqlDbType.Text), Kept(answer?.Response).As(NpgsqlDbType.Text))
        .RunAsync(cancellationToken);

    private static string Table(SeriesKey series) => series.IsNote ? "credit_note" : "invoice";

    private static string? Kept(string? text) => text?.Length > KeptText ? OneLine.Cut(text, KeptText) : text;

    private static NpgsqlParameter Json(IReadOnlyList<FiscalRemark> remarks) => JsonSerializer.Serialize(remarks, JsonSerializerOptions.Web).As(NpgsqlDbType.Jsonb);
}
