using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Accesses;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Vouchers;

internal sealed class VoucherInput
{
    public string? Amount { get; set; }

    public string? Day { get; set; }

    public Guid? Method { get; set; }

    public string? Reference { get; set; }

    public IFormFile? Picture { get; set; }

    public Guid Key { get; set; }
}

/// <summary>A subscriber tells of a payment. The form's key makes it one however often it is sent; no file is kept without its row.</summary>
[Feature]
internal sealed class TellVoucher(IDatabase<PortalDb> database, ISubscriberPayments payments, IFileStore files, IIsp isp, TimeProvider clock)
{
    public const int LongestReference = 255;
    private const long Megabyte = 1024 * 1024;
    private const decimal MostMoney = 999_999_999_999.99m;

    // Files cost room: whoever has so many waiting is not helped by more.
    private const int MostWaiting = 20;

    /// <summary>Key of the sentence that another payment was told of with this form.</summary>
    public const string OtherTold = "voucher.other-told";

    private static readonly TimeSpan UntilItsRow = TimeSpan.FromHours(1);

    /// <returns>What is wrong; empty when an operator can look at it.</returns>
    public async Task<IReadOnlyList<Problem>> RunAsync(Guid clientId, VoucherInput input, int megabytes, CancellationToken cancellationToken)
    {
        var (amount, day, reference) = (Typed.Money(input.Amount), Typed.Day(input.Day), Typed.Line(input.Reference));
        var kind = input.Picture is { } picture && picture.Length <= megabytes * Megabyte ? await VoucherFile.KindAsync(picture, cancellationToken) : null;
        var method = (await payments.MethodsAsync(cancellationToken)).FirstOrDefault(one => one.Id == input.Method);
        List<Problem> problems = [];
        if (amount is not (> 0 and <= MostMoney)) problems.Add(new("Amount", "voucher.amount-wrong", input.Amount ?? ""));
        if (day is not { } on) problems.Add(new("Day", "voucher.day-wrong", input.Day ?? ""));
        else if (on > await isp.TodayAsync(cancellationToken)) problems.Add(new("Day", "voucher.day-later"));
        else if (on < (await isp.TodayAsync(cancellationToken)).AddYears(-1)) problems.Add(new("Day", "voucher.day-old"));
        if (method is null) problems.Add(new("Method", "voucher.method-wrong"));
        else if (method.NeedsReference && reference is null) problems.Add(new("Reference", "voucher.reference-missing", method.Name));
        if (reference?.Length > LongestReference) problems.Add(new("Reference", "voucher.reference-long", LongestReference));
        if (input.Picture is { } file)
        {
            if (file.Length > megabytes * Megabyte) problems.Add(new("Picture", "voucher.large", megabytes));
            else if (kind is null) problems.Add(new("Picture", "voucher.kind", file.FileName));
        }

        if (input.Picture is null && reference is null) problems.Add(new("Picture", "voucher.nothing"));
        if (input.Key == Guid.Empty) problems.Add(new("", "form.stale"));
        return problems.Count > 0 ? problems : await StoreAsync(clientId, input, amount!.Value, day!.Value, method!.Id, reference, kind, cancellationToken);
    }

    private async Task<IReadOnlyList<Problem>> StoreAsync(
        Guid clientId, VoucherInput input, decimal amount, DateOnly day, Guid method, string? reference, string? kind, CancellationToken cancellationToken)
    {
        // Looked up before its file is stored, and again with the row.
        var digest = await DigestAsync(input, cancellationToken);
        await using (var asking = await database.BeginAsync(cancellationToken))
            if (await AnswerAsync(asking.Connection, clientId, input.Key, amount, day, method, reference, digest, cancellationToken) is { } answer) return answer;
        var stored = await FileAsync(input, kind, cancellationToken);
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (await AnswerAsync(transaction.Connection, clientId, input.Key, amount, day, method, reference, digest, cancellationToken) is { } late)
        {
            if (stored is { } unused) await files.DeleteAsync(unused, cancellationToken);
            return late;
        }

        await transaction.Connection.Sql(
            "insert into portal.voucher (client_id, request_key, amount, paid_on, method_id, reference, file_id, told_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            clientId, input.Key, amount, day, method, reference.As(NpgsqlDbType.Text), stored.As(NpgsqlDbType.Uuid), clock.GetUtcNow()).RunAsync(cancellationToken);
        if (stored is { } file && !await files.KeepAsync(transaction.Connection, file, cancellationToken)) throw new InvalidOperationException($"The file {file} went before its voucher was made.");
        await transaction.CommitAsync(cancellationToken);
        return [];
    }

    private static async Task<string?> DigestAsync(VoucherInput input, CancellationToken cancellationToken)
    {
        if (input.Picture is not { } picture) return null;
        await using var content = picture.OpenReadStream();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    // A file that no row takes goes by itself.
    private async Task<Guid?> FileAsync(VoucherInput input, string? kind, CancellationToken cancellationToken)
    {
        if (input.Picture is not { } picture || kind is null) return null;
        await using var content = picture.OpenReadStream();
        return (await files.SaveAsync(new NewFile(VoucherFile.NameOf(kind), kind, clock.GetUtcNow() + UntilItsRow), content, cancellationToken)).Id;
    }

    /// <returns>What there is to say without a new row: nothing when the same form told the same before; <c>null</c> when a row is to be made.</returns>
    private async Task<IReadOnlyList<Problem>?> AnswerAsync(
        NpgsqlConnection connection, Guid clientId, Guid key, decimal amount, DateOnly day, Guid method, string? reference, string? digest, CancellationToken cancellationToken)
    {
        // One after the other of a client, so that the number that wait is known.
        await AccessRows.LockAsync(connection, clientId, cancellationToken);
        var told = await connection.Sql(
            "select amount, paid_on, (amount, paid_on, method_id, reference) is not distinct from ($3, $4, $5, $6), file_id from portal.voucher where client_id = $1 and request_key = $2",
            clientId, key, amount, day, method, reference.As(NpgsqlDbType.Text))
            .ListAsync(row => (Amount: row.GetDecimal(0), Day: row.GetFieldValue<DateOnly>(1), IsSame: row.GetBoolean(2), File: row.Maybe<Guid>(3)), cancellationToken);
        if (told is [var before]) return before.IsSame && digest == (before.File is { } file ? await files.FindAsync(file, cancellationToken) : null)?.Sha256 ? [] : [new("", OtherTold, before.Amount, before.Day)];
        var full = await connection.Sql("select count(*) >= $2 from portal.voucher where client_id = $1 and state = 'waiting'", clientId, MostWaiting).ValueAsync<bool>(cancellationToken);
        return full ? [new("", "voucher.many", MostWaiting)] : null;
    }
}
