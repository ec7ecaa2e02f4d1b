using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Wisp.Billing.Tests.Gateways;

/// <summary>The other side: a gateway of kind "hmac" that was made and verified through its pages, and who sends its notices.</summary>
internal sealed class Bank(BillingApp app, Guid id, string secret)
{
    public Guid Id => id;

    public string Secret => secret;

    public string Url => $"/billing/gateways/{id}/notices";

    /// <summary>Makes a gateway, has its secret made and verifies it.</summary>
    public static async Task<Bank> OpenAsync(BillingApp app, string name, string? link = null)
    {
        var id = await MakeAsync(app, name, link);
        var secret = await SecretAsync(app, id);
        var verified = await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/gateways/edit/{id}"), "form#verify");
        Assert.Equal($"/billing/gateways/edit/{id}", verified.Location);
        return new(app, id, secret);
    }

    public static async Task<Guid> MakeAsync(BillingApp app, string name, string? link = null)
    {
        var made = await app.Admin.SubmitAsync(
            await app.Admin.GetAsync("/billing/gateways/edit"), "form.form", ("Input.Name", name), ("Input.Kind", "hmac"), ("Input.Fields[link]", link));
        Assert.Equal([], made.Texts(".error-summary li"));
        return Guid.Parse(made.Location!.Split('/')[^1]);
    }

    /// <summary>Presses "Generar secreto" and copies what is shown that once.</summary>
    public static async Task<string> SecretAsync(BillingApp app, Guid id) =>
        (await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/gateways/edit/{id}"), "form#secret")).Texts("code.secret").Single();

    public async Task EnrolAsync(Guid client, string? externalId = null)
    {
        var done = await app.Admin.SubmitAsync(
            await app.Admin.GetAsync($"/billing/gateways/client/{client}"), "form#enrol", ("Input.GatewayId", $"{id}"), ("Input.ExternalId", externalId));
        Assert.Equal([], done.Texts(".error-summary li"));
    }

    public static string Notice(string transaction, string reference, string amount = "100.00", string status = "success", string currency = "ARS", string? paidAt = null) =>
        $$"""{"transaction":"{{transaction}}","reference":"{{reference}}","amount":{{amount}},"currency":"{{currency}}","paid_at":"{{paidAt ?? At(0)}}","status":"{{status}}"}""";

    public static string At(int minutes) => TimeProvider.System.GetUtcNow().AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public string Sign(string body, int minutes = 0, string? key = null)
    {
        var time = TimeProvider.System.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds();
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key ?? secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}";
    }

    /// <summary>Sends a notice; code and body of the answer.</summary>
    public Task<string> SendAsync(string body) => SendAsync(body, Sign(body));

    public async Task<string> SendAsync(string body, string? signature, Browser? from = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-Wisp-Signature", signature);
        using var stranger = app.Wisp.NewBrowser();
        var answer = await (from ?? stranger).SendAsync(request);
        Assert.DoesNotContain("Set-Cookie", answer.Headers.Keys);
        return $"{(int)answer.Status} {answer.Body}";
    }

    /// <summary>The number on the receipt of the only payment of a client.</summary>
    public Task<long> ReceiptAsync(Guid client) => app.Database.ValueAsync<long>("select public_id from billing.payment where client_id = $1 and gateway_id = $2", client, id);
}
