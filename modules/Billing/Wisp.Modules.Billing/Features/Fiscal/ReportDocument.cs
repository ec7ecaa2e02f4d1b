using Microsoft.Extensions.Logging;
using Npgsql;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Fiscal;

/// <summary>
/// Reports one document (4.3): its number is written down before it is sent, and an authorisation is committed at once and alone (AR-11), so that
/// whatever dies in between, the next attempt asks what became of it before it sends anything (AR-08). Whoever calls holds the series.
/// </summary>
[Feature]
internal sealed partial class ReportDocument(
    IDatabase<BillingDb> database, FiscalAuthorities authorities, ReadVoucher read, FiscalLedger ledger, IIsp isp, ILogger<ReportDocument> log, TimeProvider clock)
{
    private const long LastNumber = 99_999_999;
    private const int LongestCode = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <returns>Whether the series may go on.</returns>
    public async Task<bool> RunAsync(SeriesKey series, QueuedDocument document, CancellationToken cancellationToken)
    {
        if (authorities.Find(series.Authority) is not { } authority)
        {
            await ledger.RestAsync(series, document.Id, document.State, $"The module of {series.Authority} is not there.", null, cancellationToken);
            return false;
        }

        return document.State == "queued"
            ? await SendAsync(authority, series, document, cancellationToken)
            : await FindOutAsync(authority, series, document, cancellationToken);
    }

    private async Task<bool> SendAsync(IFiscalAuthority authority, SeriesKey series, QueuedDocument document, CancellationToken cancellationToken)
    {
        FiscalVoucher voucher;
        string? problem;
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            var last = await ledger.NotBeforeAsync(connection, series, document.Id, cancellationToken);
            var known = await WithinAsync(async token => await authority.LastNumberAsync(await read.SeriesAsync(connection, document.Id, series.IsNote, token), token), cancellationToken);
            if (known is < 0 or >= LastNumber) throw new InvalidOperationException($"{known}?");
            voucher = await read.RunAsync(
                connection, document.Id, series.IsNote, known + 1, await DateAsync(authority, document.IssuedOn, last, cancellationToken), cancellationToken);
            problem = await ledger.ClaimAsync(series, voucher, cancellationToken);
        }
        catch (AmountsException e)
        {
            await ledger.RejectAsync(series, document.Id, new FiscalAnswer(null) { Errors = [new FiscalRemark("", e.Message)] }, null, cancellationToken);
            return true;
        }
        catch (Exception e) when (IsOfDocument(e, cancellationToken))
        {
            return await RestAsync(series, document, "queued", null, e, cancellationToken);
        }

        if (problem is not null)
        {
            if (problem.Length > 0) await ledger.RestAsync(series, document.Id, "queued", problem, null, cancellationToken);
            return problem.Length == 0;
        }

        var sent = new Exchange("authorize", voucher.Number, clock.GetUtcNow());
        try
        {
            await StoreAsync(series, document.Id, Checked(await WithinAsync(token => authority.AuthorizeAsync(voucher, token), cancellationToken)), sent, cancellationToken);
            return true;
        }
        catch (Exception e) when (IsOfDocument(e, cancellationToken))
        {
            return e is FiscalAuthorityUnavailableException
                ? await RestAsync(series, document, "queued", null, e, cancellationToken)
                : await RestAsync(series, document, "uncertain", sent, e, cancellationToken);
        }
    }

    private async Task<bool> FindOutAsync(IFiscalAuthority authority, SeriesKey series, QueuedDocument document, CancellationToken cancellationToken)
    {
        Exchange? sent = null;
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            var (number, on) = await ledger.ClaimedAsync(connection, document.Id, cancellationToken);
            var voucher = await read.RunAsync(connection, document.Id, series.IsNote, number, on, cancellationToken);
            sent = new Exchange("find", number, clock.GetUtcNow());
            var answer = await WithinAsync(token => authority.FindAsync(voucher, token), cancellationToken) is { } found ? Checked(found) : null;
            // Neither found nor absent: nobody knows yet.
            if (answer is { Code: null }) throw new InvalidOperationException(string.Join(' ', answer.Errors.Select(error => $"{error.Code} {error.Text}")));
            if (answer is not null) await StoreAsync(series, document.Id, answer, sent, cancellationToken);
            else await ledger.ReleaseAsync(series, document.Id, sent, cancellationToken);
            return true;
        }
        catch (Exception e) when (IsOfDocument(e, cancellationToken))
        {
            return await RestAsync(series, document, "uncertain", sent, e, cancellationToken);
        }
    }

    private Task StoreAsync(SeriesKey series, Guid id, FiscalAnswer answer, Exchange sent, CancellationToken cancellationToken) => answer.Code is null
        ? ledger.RejectAsync(series, id, answer, sent, cancellationToken)
        : ledger.AuthorizeAsync(series, id, answer, sent, cancellationToken);

    private async Task<bool> RestAsync(SeriesKey series, QueuedDocument document, string state, Exchange? sent, Exception e, CancellationToken cancellationToken)
    {
        Unanswered(log, series.Authority, document.Id, state, e);
        await ledger.RestAsync(series, document.Id, state, e is TimeoutException or OperationCanceledException ? $"No answer within {Patience.TotalSeconds} s." : Clean(e.Message)!, sent, cancellationToken);
        return false;
    }

    // Dates never go back within a series (AR-07), and not further back than the authority takes (AR-14).
    private async Task<DateOnly> DateAsync(IFiscalAuthority authority, DateOnly issued, DateOnly? last, CancellationToken cancellationToken)
    {
        var today = await isp.TodayAsync(cancellationToken);
        var on = issued < today.AddDays(-authority.DaysBack) ? today : issued;
        return last is { } before && before > on ? before : on;
    }

    private static async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        return await work(limit.Token).WaitAsync(Patience + TimeSpan.FromSeconds(5), cancellationToken);
    }

    // An answer that cannot be kept is none: what became of the voucher is asked again.
    private static FiscalAnswer Checked(FiscalAnswer answer)
    {
        if (answer.Code is { } code && (code.Length is 0 or > LongestCode || code.Contains('\0', StringComparison.Ordinal)))
            throw new InvalidOperationException($"{Clean(code)}?");
        return answer with
        {
            Request = Clean(answer.Request), Response = Clean(answer.Response), Qr = Clean(answer.Qr), Observations = Clean(answer.Observations), Errors = Clean(answer.Errors),
        };
    }

    private static IReadOnlyList<FiscalRemark> Clean(IReadOnlyList<FiscalRemark> remarks) => [.. remarks.Select(remark => new FiscalRemark(Clean(remark.Code)!, Clean(remark.Text)!))];

    private static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    // A worker that stops, or a database that is away: those leave the document as it is written down. What the database refuses of one document
    // is that document's, and the other series go on.
    private static bool IsOfDocument(Exception e, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && (e is PostgresException { IsTransient: false } || e is not (NpgsqlException or OutOfMemoryException));

    [LoggerMessage(LogLevel.Warning, "{Authority} gave no answer about {Document}, which is {State}")]
    private static partial void Unanswered(ILogger log, string authority, Guid document, string state, Exception e);
}
