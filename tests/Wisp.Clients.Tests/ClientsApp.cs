using System.Net;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Clients.Tests;

/// <summary>The web process on an empty database, with an administrator at the screen.</summary>
public class ClientsApp : IAsyncLifetime
{
    private static int _made;

    public WispApp Wisp { get; private set; } = null!;

    public Browser Admin { get; private set; } = null!;

    public TestDatabase Database => Wisp.Database;

    /// <summary>A word that no other test uses.</summary>
    public static string Unique(string word) => $"{word}{Interlocked.Increment(ref _made)}x";

    public virtual async Task InitializeAsync()
    {
        Wisp = await StartAsync();
        Admin = await Wisp.SignInAsAdminAsync();
    }

    public virtual async Task DisposeAsync() => await Wisp.DisposeAsync();

    protected virtual Task<WispApp> StartAsync() => WispApp.StartAsync();

    /// <summary>Fills the empty form and saves; what looks odd is accepted.</summary>
    public async Task<Page> CreateAsync(params (string Name, string? Value)[] typed)
    {
        var answer = await TryCreateAsync(typed);
        return answer.Status == HttpStatusCode.OK && answer.Document.QuerySelector("[name=accepted]") is not null
            ? await Admin.SubmitAsync(answer, "form.form")
            : answer;
    }

    /// <summary>Fills the empty form and presses once.</summary>
    public async Task<Page> TryCreateAsync(params (string Name, string? Value)[] typed) =>
        await Admin.SubmitAsync(await Admin.GetAsync("/clients/new"), "form.form", typed);

    /// <summary>Makes a client that nothing is wrong with.</summary>
    public async Task<Guid> CreatedAsync(params (string Name, string? Value)[] typed) => IdOf(await CreateAsync(typed));

    public async Task<Page> EditAsync(Guid id, params (string Name, string? Value)[] typed) =>
        await Admin.SubmitAsync(await Admin.GetAsync($"/clients/{id}/edit"), "form.form", typed);

    /// <summary>Names of the clients that a list shows.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string query)
    {
        var page = await Admin.GetAsync("/clients?" + query);
        Assert.True(page.Status == HttpStatusCode.OK, $"{query}: {page.Status}");
        return page.Texts("tbody .col-name a");
    }

    /// <summary>A client straight in its table, for tests that are not about the form.</summary>
    public Task<Guid> StoreAsync(string name, string? address = null, string? mobileKey = null) => Database.ValueAsync<Guid>(
        "insert into clients.client (name, country, address, phone_mobile, phone_mobile_key, created_at, updated_at) values ($1, 'AR', $2, $3, $3, now(), now()) returning id",
        name, address.As(NpgsqlDbType.Text), mobileKey.As(NpgsqlDbType.Text));

    public Task<T?> StoredAsync<T>(Guid id, string column) =>
        Database.ValueAsync<T>($"select {column} from clients.client where id = $1", id);

    public Task<long> AuditRowsAsync(Guid id) => Database.ValueAsync<long>("select count(*) from host.audit where subject_id = $1", id);

    public static Guid IdOf(Page saved)
    {
        Assert.True(saved.Status == HttpStatusCode.Redirect, $"{saved.Status}: {string.Join(" | ", saved.Texts(".error-summary"))}");
        return Guid.Parse(saved.Location!.Split('/')[^1]);
    }

    /// <summary>The form came back with what was typed and one message beside one field.</summary>
    public static string Refused(Page page, string field)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal([$"{field}-error"], page.Document.QuerySelectorAll(".field-error").Select(e => e.Id));
        Assert.Single(page.Texts(".error-summary li"));
        return page.Texts($"#{field}-error").Single();
    }
}

/// <summary>Tests of the form share one web process.</summary>
[CollectionDefinition(Name)]
public sealed class FormTests : ICollectionFixture<ClientsApp>
{
    public const string Name = "form";
}
