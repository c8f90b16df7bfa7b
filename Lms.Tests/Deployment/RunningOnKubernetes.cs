using System.Globalization;
using k8s;
using k8s.Models;
using Lms.Api;
using Npgsql;

namespace Lms.Tests.Deployment;

/// <summary>What runbooks rely on in the manifests, word for word, and what a careful cluster asks of them.</summary>
public sealed class RunningOnKubernetes
{
    private static readonly IReadOnlyList<object> Manifests = DeployFolder.Manifests("k8s");

    private static readonly V1Deployment Api = Manifests.Named<V1Deployment>("lms-api");

    private static readonly V1Deployment Postgres = DeployFolder.Manifests("k8s/postgres-deployment.yaml").OfType<V1Deployment>().Single();

    private static IEnumerable<TestCaseData> Pods =>
    [
        new TestCaseData(Api.Spec.Template.Spec).SetArgDisplayNames("lms-api"),
        new TestCaseData(Postgres.Spec.Template.Spec).SetArgDisplayNames("postgres"),
        new TestCaseData(Manifests.Named<V1CronJob>("lms-backup").Spec.JobTemplate.Spec.Template.Spec).SetArgDisplayNames("lms-backup"),
        new TestCaseData(DeployFolder.Manifests("k8s-backup-reader.yaml").Named<V1Pod>("lms-backup-reader").Spec).SetArgDisplayNames("lms-backup-reader"),
    ];

    [Test]
    public void The_api_is_the_deployment_lms_api_with_two_replicas() => Assert.Multiple(() =>
    {
        Assert.That(Api.Spec.Replicas, Is.EqualTo(2));
        Assert.That(Api.Metadata.Labels, Contains.Item(KeyValuePair.Create("app", "lms-api")));
        Assert.That(Api.Spec.Selector.MatchLabels, Is.EqualTo(new Dictionary<string, string> { ["app"] = "lms-api" }));
        Assert.That(Api.Spec.Template.Metadata.Labels, Contains.Item(KeyValuePair.Create("app", "lms-api")));
        Assert.That(Api.Spec.Template.Spec.Containers.Single().Ports.Single().ContainerPort, Is.EqualTo(8000));
    });

    [Test]
    public void The_api_is_reached_through_the_load_balancer_lms_api_service_on_port_80()
    {
        var service = Manifests.Named<V1Service>("lms-api-service").Spec;
        var port = service.Ports.Single();

        Assert.Multiple(() =>
        {
            Assert.That(service.Type, Is.EqualTo("LoadBalancer"));
            Assert.That(service.Selector, Is.EqualTo(new Dictionary<string, string> { ["app"] = "lms-api" }));
            Assert.That((port.Port, port.TargetPort.Value), Is.EqualTo((80, "8000")));
        });
    }

    [Test]
    public void The_database_is_the_pod_labelled_postgres_and_never_two_of_them() => Assert.Multiple(() =>
    {
        Assert.That(Postgres.Spec.Template.Metadata.Labels, Contains.Item(KeyValuePair.Create("app", "postgres")));
        Assert.That((Postgres.Spec.Replicas, Postgres.Spec.Strategy.Type), Is.EqualTo((1, "Recreate")));
    });

    [Test]
    public void The_data_lie_in_the_claim_postgres_pvc()
    {
        var pod = Postgres.Spec.Template.Spec;
        var claim = Manifests.Named<V1PersistentVolumeClaim>("postgres-pvc").Spec;

        Assert.Multiple(() =>
        {
            Assert.That(claim.Resources.Requests["storage"].ToString(), Is.EqualTo("10Gi"));
            Assert.That(pod.Volumes.Single(volume => volume.Name == "postgres-data").PersistentVolumeClaim.ClaimName, Is.EqualTo("postgres-pvc"));
            Assert.That(pod.Containers.Single().VolumeMounts.Single(mount => mount.Name == "postgres-data").MountPath, Is.EqualTo("/var/lib/postgresql/data"));
            Assert.That(Value("PGDATA"), Is.EqualTo("/var/lib/postgresql/data/pgdata"));
            Assert.That(Value("POSTGRES_DB"), Is.EqualTo("lms_db"));
            Assert.That(Value("POSTGRES_USER"), Is.EqualTo("lms_user"));
        });

        string Value(string name) => pod.Containers.Single().Env.Single(variable => variable.Name == name).Value;
    }

    [Test]
    public void The_api_finds_the_database_by_the_demonstrations_secret()
    {
        var secret = Manifests.Named<V1Secret>("lms-secret").StringData;
        var connection = new NpgsqlConnectionStringBuilder(secret["connection-string"]);

        Assert.Multiple(() =>
        {
            Assert.That(Manifests.Named<V1Service>(connection.Host!).Spec.Selector, Is.EqualTo(Postgres.Spec.Selector.MatchLabels));
            Assert.That((connection.Database, connection.Username, connection.Password), Is.EqualTo(("lms_db", "lms_user", secret["postgres-password"])));
            Assert.That(connection.MaxPoolSize * (Api.Spec.Replicas + 1), Is.LessThan(100), "a rolling restart has one more process, and PostgreSQL takes 100 connections");
        });
    }

    [TestCaseSource(nameof(Pods))]
    public void A_pod_meets_the_restricted_security_standard(V1PodSpec pod) => Assert.That(PodSecurity.Faults(pod), Is.Empty);

    [TestCaseSource(nameof(Pods))]
    public void A_pod_names_only_claims_secrets_and_settings_that_are_there(V1PodSpec pod)
    {
        foreach (var claim in (pod.Volumes ?? []).Select(volume => volume.PersistentVolumeClaim?.ClaimName).OfType<string>())
            Assert.That(() => Manifests.Named<V1PersistentVolumeClaim>(claim), Throws.Nothing, claim);
        foreach (var source in pod.Containers.SelectMany(container => container.EnvFrom ?? []))
            Assert.That(() => Manifests.Named<V1ConfigMap>(source.ConfigMapRef.Name), Throws.Nothing, source.ConfigMapRef.Name);
        foreach (var key in pod.Containers.SelectMany(container => container.Env ?? []).Select(variable => variable.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>())
            Assert.That(key.Optional == true || Manifests.Named<V1Secret>(key.Name).StringData.ContainsKey(key.Key), key.Key);
    }

    [Test]
    public void A_pod_has_time_to_finish_what_it_began()
    {
        var pod = Api.Spec.Template.Spec;
        var pause = int.Parse(pod.Containers.Single().Lifecycle.PreStop.Exec.Command[^1], CultureInfo.InvariantCulture);

        Assert.That(pod.TerminationGracePeriodSeconds, Is.GreaterThan(pause + LmsApplication.ShutdownTimeout.TotalSeconds));
    }

    [Test]
    public void A_real_library_replaces_what_is_labelled_as_a_demonstration()
    {
        var demonstration = Manifests.OfType<IKubernetesObject<V1ObjectMeta>>().Where(one => one.Metadata.Labels?.TryGetValue("lms.demo", out var label) == true && label == "true");

        Assert.Multiple(() =>
        {
            Assert.That(demonstration.Select(one => $"{one.Kind} {one.Metadata.Name}"), Is.EquivalentTo(["ConfigMap lms-config", "Secret lms-secret"]));
            Assert.That(DeployFolder.Manifests("k8s-production").Named<V1ConfigMap>("lms-config").Data["Lms__Demo"], Is.EqualTo("false"));
        });
    }

    [Test]
    public void A_misspelt_field_is_an_error()
    {
        var misspelt = DeployFolder.Read("k8s/lms-api-deployment.yaml").Replace("readOnlyRootFilesystem", "readOnlyRootFileSystem", StringComparison.Ordinal);

        Assert.That(() => DeployFolder.ParseManifest(misspelt), Throws.Exception);
    }
}
