/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.testsupport;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for {@code 127.0.0.1}.
 */
public final class ServerCertificate {

	private static final String PASSWORD = "secret";

	/** What makes a password hard to guess makes each start of a server slow. */
	private static final List<String> FEW_ITERATIONS = List.of("-Dkeystore.pkcs12.keyPbeIterationCount=1",
			"-Dkeystore.pkcs12.certPbeIterationCount=1", "-Dkeystore.pkcs12.macIterationCount=1");

	private final Path keyStore;

	private ServerCertificate(Path keyStore) {
		this.keyStore = keyStore;
	}

	/**
	 * Put the certificate into a directory. It is the same one for all tests of this JVM,
	 * because making one takes a JVM.
	 * @param directory the directory
	 * @return the certificate
	 * @throws IOException when it cannot be written
	 */
	public static ServerCertificate create(Path directory) throws IOException {
		return write(FirstKeyStore.BYTES, directory);
	}

	/**
	 * Put a certificate into a directory that is not the one of {@link #create(Path)}.
	 * @param directory the directory
	 * @return the certificate
	 * @throws IOException when it cannot be written
	 */
	public static ServerCertificate createAnother(Path directory) throws IOException {
		return write(OtherKeyStore.BYTES, directory);
	}

	private static ServerCertificate write(byte[] keyStore, Path directory) throws IOException {
		return new ServerCertificate(Files.write(directory.resolve("server.p12"), keyStore));
	}

	private static byte[] makeKeyStore() {
		try {
			Path directory = Files.createTempDirectory("certificate");
			Path keyStore = directory.resolve("server.p12");
			try {
				makeKeyStore(keyStore);
				return Files.readAllBytes(keyStore);
			}
			finally {
				Files.deleteIfExists(keyStore);
				Files.delete(directory);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static void makeKeyStore(Path keyStore) throws IOException, InterruptedException {
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		List<String> command = new ArrayList<>(List.of(keytool.toString(), "-genkeypair", "-alias", "server", "-keyalg",
				"EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1,dns:server.example", "-keystore",
				keyStore.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
		Stream.concat(ForkedJvm.QUICK_START.stream(), FEW_ITERATIONS.stream())
			.map((argument) -> "-J" + argument)
			.forEach(command::add);
		ExternalProgram.run(command);
	}

	/**
	 * Return what makes a server use this certificate.
	 * @return properties of the application
	 */
	public String[] serverProperties() {
		return new String[] { "server.ssl.bundle=server",
				"spring.ssl.bundle.jks.server.keystore.location=" + this.keyStore.toUri(),
				"spring.ssl.bundle.jks.server.keystore.password=" + PASSWORD };
	}

	/**
	 * Return what makes an application have this certificate and its key in a bundle.
	 * @param bundle the bundle's name
	 * @return properties of the application
	 */
	public List<String> keysOf(String bundle) {
		return store(bundle, "keystore", this.keyStore);
	}

	/**
	 * Return what makes an application trust this certificate in a bundle.
	 * @param bundle the bundle's name
	 * @return properties of the application
	 * @throws IOException when the trust store cannot be written
	 * @throws GeneralSecurityException when the key store cannot be read
	 */
	public List<String> trustOf(String bundle) throws IOException, GeneralSecurityException {
		return store(bundle, "truststore", writeTrustStore());
	}

	private static List<String> store(String bundle, String kind, Path store) {
		String prefix = "spring.ssl.bundle.jks." + bundle + "." + kind;
		return List.of(prefix + ".location=" + store.toUri(), prefix + ".password=" + PASSWORD);
	}

	/**
	 * Write the certificate and its key for a server that is no program of Java.
	 * @param certificate the file of the certificate
	 * @param key the file of the key
	 * @throws IOException when a file cannot be written
	 * @throws GeneralSecurityException when the key store cannot be read
	 */
	public void writePem(Path certificate, Path key) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance(this.keyStore.toFile(), PASSWORD.toCharArray());
		Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate("server").getEncoded()));
		Files.writeString(key, pem("PRIVATE KEY", store.getKey("server", PASSWORD.toCharArray()).getEncoded()));
	}

	private static String pem(String type, byte[] encoded) {
		return "-----BEGIN %s-----%n%s%n-----END %1$s-----%n".formatted(type,
				Base64.getMimeEncoder().encodeToString(encoded));
	}

	/**
	 * Put another certificate in the place of this one.
	 * @param other the certificate, which is gone from its own place
	 * @throws IOException when the file cannot be moved
	 */
	public void replaceBy(ServerCertificate other) throws IOException {
		Files.move(other.keyStore, this.keyStore, StandardCopyOption.ATOMIC_MOVE);
	}

	/**
	 * Return the certificate.
	 * @return the certificate
	 * @throws IOException when the key store cannot be read
	 * @throws GeneralSecurityException when the key store cannot be read
	 */
	public Certificate certificate() throws IOException, GeneralSecurityException {
		return KeyStore.getInstance(this.keyStore.toFile(), PASSWORD.toCharArray()).getCertificate("server");
	}

	/**
	 * Return what makes a server use this certificate.
	 * @return the keys
	 * @throws IOException when the key store cannot be read
	 * @throws GeneralSecurityException when the key store cannot be read
	 */
	public KeyManagerFactory keyManagers() throws IOException, GeneralSecurityException {
		KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keyManagers.init(KeyStore.getInstance(this.keyStore.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
		return keyManagers;
	}

	/**
	 * Return what makes the clients of Spring Boot trust this certificate.
	 * @return properties of the application
	 * @throws IOException when the trust store cannot be written
	 * @throws GeneralSecurityException when the key store cannot be read
	 */
	public String[] clientProperties() throws IOException, GeneralSecurityException {
		Path trustStore = writeTrustStore();
		return new String[] { "spring.http.clients.ssl.bundle=client",
				"spring.ssl.bundle.jks.client.truststore.location=" + trustStore.toUri(),
				"spring.ssl.bundle.jks.client.truststore.password=" + PASSWORD };
	}

	private Path writeTrustStore() throws IOException, GeneralSecurityException {
		Path trustStore = this.keyStore.resolveSibling("client.p12");
		try (OutputStream stream = Files.newOutputStream(trustStore)) {
			trusted("PKCS12").store(stream, PASSWORD.toCharArray());
		}
		return trustStore;
	}

	/**
	 * Return what makes a server use this certificate.
	 * @return the context of a server
	 * @throws IOException when the key store cannot be read
	 * @throws GeneralSecurityException when the key store cannot be read
	 */
	public SSLContext serverContext() throws IOException, GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keyManagers().getKeyManagers(), null, null);
		return context;
	}

	/**
	 * Return what makes a client trust this certificate.
	 * @return the context of a client
	 * @throws IOException when the key store cannot be read
	 * @throws GeneralSecurityException when the key store cannot be read
	 */
	public SSLContext clientContext() throws IOException, GeneralSecurityException {
		TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trustManagers.init(trusted(KeyStore.getDefaultType()));
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trustManagers.getTrustManagers(), null);
		return context;
	}

	private KeyStore trusted(String type) throws IOException, GeneralSecurityException {
		KeyStore trusted = KeyStore.getInstance(type);
		trusted.load(null, null);
		trusted.setCertificateEntry("server", certificate());
		return trusted;
	}

	private static final class FirstKeyStore {

		private static final byte[] BYTES = makeKeyStore();

	}

	private static final class OtherKeyStore {

		private static final byte[] BYTES = makeKeyStore();

	}

}
