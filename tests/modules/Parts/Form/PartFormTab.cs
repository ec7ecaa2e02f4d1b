using System.Globalization;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Form;

[Feature]
internal sealed class PartFormTab(IDatabase<PartsDb> database, Faults faults) : IClientFormTab
{
    public string Key => "parts.form";

    public Label Label => PartsModule.Text("Partes");

    public int Order => 100;

    public string? Permission => PartsModule.Edit;

    public string View => "/Areas/Parts/Pages/_ClientTab.cshtml";

    public async Task<object> DrawAsync(ClientFormRequest request, CancellationToken cancellationToken)
    {
        await faults.ThrowIfToldAsync("draw");
        var fails = await faults.IsToldAsync("view");
        if (request.Input is { } typed)
            return new PartForm(typed["kind"], typed["amount"], Version(typed), request.Country, request.Problems) { Fails = fails };
        var stored = await database.Source.Sql("select kind, amount, version from parts.part where client_id = $1", request.ClientId ?? Guid.Empty)
            .ListAsync(row => new PartForm(row.Text(0), row.Maybe<decimal>(1)?.ToString(CultureInfo.InvariantCulture), row.GetInt32(2), request.Country, []), cancellationToken);
        return (stored.SingleOrDefault() ?? new PartForm(null, null, 0, request.Country, [])) with { Fails = fails };
    }

    public async Task<IReadOnlyList<ClientFormProblem>> CheckAsync(ClientFormRequest request, CancellationToken cancellationToken)
    {
        await faults.ThrowIfToldAsync("check");
        return TryAmount(request.Input!, out _) ? [] : [new ClientFormProblem("amount", "Importe", $"«{request.Input!["amount"]}» no es un importe.")];
    }

    public async Task<IReadOnlyList<ClientFormProblem>> SaveAsync(
        IWispTransaction transaction, Guid clientId, ClientFormInput input, CancellationToken cancellationToken)
    {
        if (!TryAmount(input, out var amount)) throw new InvalidOperationException("It was not checked.");
        await using var part = await transaction.EnterAsync("parts", cancellationToken);
        var isStored = await transaction.Connection.Sql(
            """
            insert into parts.part as p (client_id, kind, amount) values ($1, $2, $3)
            on conflict (client_id) do update set kind = excluded.kind, amount = excluded.amount, version = p.version + 1
            where p.version = $4 and (p.kind, p.amount) is distinct from (excluded.kind, excluded.amount)
            """, clientId, input["kind"].As(NpgsqlDbType.Text), amount.As(NpgsqlDbType.Numeric), Version(input)).RunAsync(cancellationToken) > 0
            || await transaction.Connection.Sql(
                "select exists (select from parts.part where client_id = $1 and (kind, amount) is not distinct from ($2, $3))",
                clientId, input["kind"].As(NpgsqlDbType.Text), amount.As(NpgsqlDbType.Numeric)).ValueAsync<bool>(cancellationToken);
        await faults.ThrowIfToldAsync("save");
        return isStored ? [] : [new ClientFormProblem("kind", "Tipo", "Alguien lo cambió mientras editabas.")];
    }

    private static int Version(ClientFormInput input) => int.Parse(input["version"] ?? "0", CultureInfo.InvariantCulture);

    private static bool TryAmount(ClientFormInput input, out decimal? amount)
    {
        amount = null;
        if (input["amount"] is not { } typed) return true;
        if (!decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read)) return false;
        amount = read;
        return true;
    }
}
