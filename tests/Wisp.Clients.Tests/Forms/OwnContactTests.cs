using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Clients.Tests.Forms;

/// <summary>A client looks after his own phones and address, by the rules of the form.</summary>
[Collection(FormTests.Name)]
public sealed class OwnContactTests(ClientsApp app)
{
    [Fact]
    public async Task He_is_found_by_id_and_by_the_main_e_mail_in_any_case_as_long_as_he_is_active()
    {
        var email = $"{ClientsApp.Unique("Ana")}@Example.com";
        var client = await app.CreatedAsync(("Name", "Ana Propia"), ("Email", email), ("Phone", "0291 455-1234"), ("Address", "Belgrano 10"));

        var found = (await AskAsync(own => own.FindAsync(client)))!;
        Assert.Equal(("Ana Propia", true, email, "0291 455-1234", null, "Belgrano 10", "AR"), (found.Name, found.Active, found.Email, found.Phone, found.PhoneMobile, found.Address, found.Country));
        Assert.Equal(await app.StoredAsync<long>(client, "public_id"), long.Parse(found.ShownId, CultureInfo.InvariantCulture));
        Assert.Null(await AskAsync(own => own.FindAsync(Guid.CreateVersion7())));

        Assert.Equal(client, await AskAsync(own => own.FindByEmailAsync($" {email.ToUpperInvariant()} ")));
        foreach (var wrong in new[] { "nadie@example.com", "", "ana", "a\0b@example.com" }) Assert.Null(await AskAsync(own => own.FindByEmailAsync(wrong)));

        await app.Database.RunAsync(
            "update clients.client set status = 'deactivated', deactivated_at = now(), deactivated_by = 'Eva', deactivation_reason = 'Se fue' where id = $1", client);
        Assert.Null(await AskAsync(own => own.FindByEmailAsync(email)));
        Assert.False((await AskAsync(own => own.FindAsync(client)))!.Active);
        Assert.Equal(["Ese cliente no existe o está desactivado."], (await SaveAsync(client, new ContactChange(null, null, null, null, null))).Select(problem => problem.Message));
    }

    [Fact]
    [Trait("rule", "AUD-01")]
    public async Task His_change_is_stored_clean_and_told_in_the_history_and_a_wrong_one_is_refused_by_field()
    {
        var client = await app.StoreAsync("Beto", address: "Vieja 1", mobileKey: "+5492914551111");
        await app.Database.RunAsync("update clients.client set phone_mobile_verified = true where id = $1", client);
        var rows = await app.AuditRowsAsync(client);
        var change = new ContactChange(" 0291 455-1234 ", "+54 9 291 455 2222", "Nueva 2", "3 C", "8000");

        var wrong = await SaveAsync(client, change with { Phone = "12", Address = new string('x', 256) });
        Assert.Equal(
            ["Phone: Puede tener números, espacios, +, − y paréntesis, con al menos 6 cifras y hasta 30 caracteres.", "Address: Puede tener hasta 255 caracteres."],
            wrong.Select(problem => $"{problem.Field}: {problem.Message}"));
        Assert.Equal("Vieja 1", await app.StoredAsync<string>(client, "address"));

        Assert.Empty(await SaveAsync(client, change));

        Assert.Equal(
            "0291 455-1234 +542914551234 +54 9 291 455 2222 +5492914552222 f Nueva 2 3 C 8000",
            await app.StoredAsync<string>(client, "concat_ws(' ', phone, phone_key, phone_mobile, phone_mobile_key, phone_mobile_verified, address, address_additional_data, zip_code)"));
        Assert.Equal(rows + 1, await app.AuditRowsAsync(client));
        Assert.Empty(await SaveAsync(client, change));
        Assert.Equal(rows + 1, await app.AuditRowsAsync(client));

        Assert.Empty(await SaveAsync(client, new ContactChange(null, " ", "Nueva 2", null, null)));
        Assert.Null(await app.StoredAsync<string>(client, "coalesce(phone, phone_key, phone_mobile, phone_mobile_key, address_additional_data, zip_code)"));
        Assert.Equal([""], (await SaveAsync(Guid.CreateVersion7(), change)).Select(problem => problem.Field));
    }

    private async Task<T> AskAsync<T>(Func<IClientContact, Task<T>> ask)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es-AR");
        await using var scope = app.Wisp.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<IClientContact>());
    }

    private async Task<IReadOnlyList<ContactProblem>> SaveAsync(Guid client, ContactChange change)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es-AR");
        await using var scope = app.Wisp.Services.CreateAsyncScope();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<IWispTransactions>().BeginAsync();
        var problems = await scope.ServiceProvider.GetRequiredService<IClientContact>().SaveAsync(transaction, client, change);
        if (problems.Count == 0) await transaction.CommitAsync();
        return problems;
    }
}
