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

package io.github.mptcpspring.testsupport.laboratory;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.network.Downloader;
import io.github.mptcpspring.testsupport.network.Host;
import io.github.mptcpspring.testsupport.network.NetworkPath;
import io.github.mptcpspring.testsupport.network.Resources;
import io.github.mptcpspring.testsupport.network.TwoHosts;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Two hosts, the paths between them, a server and clients.
 */
public final class Laboratory implements AutoCloseable {

	private final Deque<Runnable> disassembly = new ArrayDeque<>();

	private final LaboratoryHosts laboratoryHosts;

	private final TwoHosts hosts;

	private @Nullable DelayLine delayLine;

	private Laboratory(LaboratoryHosts laboratoryHosts) {
		this.laboratoryHosts = laboratoryHosts;
		this.hosts = laboratoryHosts.hosts();
		this.disassembly.push(laboratoryHosts::giveBack);
	}

	/**
	 * Build a laboratory with one path.
	 * @return the laboratory
	 */
	public static Laboratory withOnePath() {
		Laboratory laboratory = new Laboratory(LaboratoryHosts.takeNew());
		laboratory.hosts.allowSubflows().layIpv4Path();
		return laboratory;
	}

	/**
	 * Build a laboratory with two paths. The server announces its address on the second.
	 * @return the laboratory
	 */
	public static Laboratory withTwoPaths() {
		Laboratory laboratory = new Laboratory(LaboratoryHosts.take());
		laboratory.hosts.layTwoPaths();
		return laboratory;
	}

	/**
	 * Build a laboratory with two paths whose hosts are as the kernel makes them: nobody
	 * has told a path manager anything.
	 * @param ipv6 whether the paths are IPv6 ones
	 * @return the laboratory
	 */
	public static Laboratory withTwoPathsAndDefaults(boolean ipv6) {
		Laboratory laboratory = new Laboratory(LaboratoryHosts.takeNew());
		if (ipv6) {
			laboratory.hosts.layIpv6Path().layIpv6Path();
		}
		else {
			laboratory.hosts.layIpv4Path().layIpv4Path();
		}
		return laboratory;
	}

	/**
	 * Build a laboratory with an IPv4 path and an IPv6 path. The server announces both of
	 * its addresses.
	 * @return the laboratory
	 */
	public static Laboratory withIpv4AndIpv6() {
		Laboratory laboratory = new Laboratory(LaboratoryHosts.take());
		laboratory.hosts.allowSubflows().layIpv4Path().layIpv6Path();
		laboratory.hosts.paths().forEach(laboratory.hosts.serverPathManager()::announce);
		return laboratory;
	}

	/**
	 * Build a laboratory with two paths for a client that moves: the server has one
	 * address, which can be reached over both, and the client is on the first.
	 * @return the laboratory
	 */
	public static Laboratory withMovingClient() {
		Laboratory laboratory = new Laboratory(LaboratoryHosts.take());
		laboratory.hosts.allowSubflows().layIpv4Path().layIpv4Path();
		laboratory.hosts.server().run("ip address add %s dev lo", laboratory.serviceAddress());
		laboratory.use(laboratory.path(1));
		return laboratory;
	}

	/**
	 * Build a laboratory with one long path.
	 * @param delay how long a packet travels from one end to the other
	 * @return the laboratory
	 */
	public static Laboratory withLongPath(Duration delay) {
		Laboratory laboratory = new Laboratory(LaboratoryHosts.take());
		laboratory.hosts.allowSubflows();
		DelayLine line = new DelayLine("path1", laboratory.hosts.client(), laboratory.hosts.server(), delay);
		laboratory.delayLine = line;
		laboratory.disassembly.push(line::close);
		laboratory.hosts.addIpv4Path("path1");
		return laboratory;
	}

	/**
	 * Start the server. When this method returns, the clients are ready as well.
	 * @param kind the kind of server
	 * @param properties the properties
	 * @return this
	 */
	public Laboratory serve(WebServerKind kind, String... properties) {
		ServerJvm server = this.laboratoryHosts.server();
		server.start(kind, properties);
		this.disassembly.push(server::stop);
		this.laboratoryHosts.clients().awaitReady();
		return this;
	}

	/**
	 * Start Spring Boot's WebClient with {@code client.mptcp.enabled=true} unless the
	 * properties say otherwise.
	 * @param properties the properties
	 * @return the client
	 */
	public Downloader startWebClient(String... properties) {
		return this.laboratoryHosts.clients().start(properties);
	}

	/**
	 * Start curl, made to speak MPTCP.
	 * @param options options of curl
	 * @return the client
	 */
	public Downloader startCurl(String... options) {
		return new Curl(this.hosts.client(), true, options);
	}

	/**
	 * Start curl as it is, which speaks TCP.
	 * @param options options of curl
	 * @return the client
	 */
	public Downloader startTcpCurl(String... options) {
		return new Curl(this.hosts.client(), false, options);
	}

	/**
	 * Get something from the server on its own host.
	 * @param path the path of the URI
	 * @return the body of a successful response
	 */
	public String scrape(String path) {
		return scrape(this.hosts.server(), path);
	}

	/**
	 * Get something from a client that is a server as well, on its own host.
	 * @param path the path of the URI
	 * @return the body of a successful response
	 */
	public String scrapeClient(String path) {
		return scrape(this.hosts.client(), path);
	}

	private static String scrape(Host host, String path) {
		return host.run("curl --silent --show-error --fail --noproxy * http://localhost:%d%s", ServerApplication.PORT,
				path);
	}

	/**
	 * Paste a command into a shell on the server's host.
	 * @param command the command
	 */
	public void pasteOnServer(String command) {
		this.hosts.server().paste(command);
	}

	/**
	 * Paste a command into a shell on the client's host.
	 * @param command the command
	 */
	public void pasteOnClient(String command) {
		this.hosts.client().paste(command);
	}

	/**
	 * Measure the server's JVM.
	 * @return what it uses
	 * @throws InterruptedException when this thread is interrupted
	 */
	public Resources measureServer() throws InterruptedException {
		return this.laboratoryHosts.server().measure();
	}

	/**
	 * Measure the clients' JVM.
	 * @return what it uses
	 * @throws InterruptedException when this thread is interrupted
	 */
	public Resources measureClient() throws InterruptedException {
		return this.laboratoryHosts.clients().measure();
	}

	/**
	 * Return a path.
	 * @param number its number, from 1
	 * @return the path
	 */
	public NetworkPath path(int number) {
		return this.hosts.path(number);
	}

	/**
	 * Return the server's address on the first path.
	 * @return the address
	 */
	public InetSocketAddress server() {
		return server(path(1));
	}

	/**
	 * Return the server's address on a path.
	 * @param path the path
	 * @return the address
	 */
	public InetSocketAddress server(NetworkPath path) {
		return path.server(ServerApplication.PORT);
	}

	/**
	 * Return the address of the server that does not belong to a path.
	 * @return the address
	 */
	public InetSocketAddress service() {
		return new InetSocketAddress(serviceAddress(), ServerApplication.PORT);
	}

	private String serviceAddress() {
		return this.hosts.addressOffPaths();
	}

	/**
	 * Move the client from one path to another, make before break, as a network manager
	 * does when it sees one fade and the other strong.
	 * @param from where it has been, which is cut
	 * @param to where it goes
	 */
	public void handOver(NetworkPath from, NetworkPath to) {
		use(to);
		this.hosts.clientPathManager().noLongerUse(from);
		from.cut();
	}

	// For the connections that there are and for those to come
	private void use(NetworkPath path) {
		this.hosts.clientPathManager().use(path);
		this.hosts.client()
			.run("ip route replace %s via %s dev %s", serviceAddress(), path.serverAddress(), path.device());
	}

	/**
	 * Return what the kernel of the client's host counted.
	 * @return the counters
	 */
	public Counters clientCounters() {
		return new Counters(this.hosts.client());
	}

	/**
	 * Return what the kernel of the server's host counted.
	 * @return the counters
	 */
	public Counters serverCounters() {
		return new Counters(this.hosts.server());
	}

	/**
	 * Return how many round trips each answer took that came over the long path since
	 * this was called before.
	 * @return the round trips, connection by connection
	 */
	public List<Integer> roundTrips() {
		Assert.state(this.delayLine != null, "There is no long path");
		return this.delayLine.roundTrips();
	}

	/**
	 * Let no more through each path than so much in each direction.
	 * @param megabits megabits per second
	 * @return this
	 */
	public Laboratory limitRate(int megabits) {
		this.hosts.limitRate(megabits);
		return this;
	}

	/**
	 * Set a sysctl on both hosts.
	 * @param name its name
	 * @param value its new value
	 */
	public void setSysctl(String name, String value) {
		this.hosts.setSysctl(name, value);
	}

	/**
	 * Put a box before the server.
	 * @param middlebox the box
	 */
	public void put(Middlebox middlebox) {
		middlebox.standBefore(this.hosts.server());
	}

	/**
	 * Mend the paths and take the box away.
	 */
	public void mend() {
		this.hosts.mend();
		Middlebox.remove(this.hosts.server());
	}

	@Override
	public void close() {
		try {
			while (!this.disassembly.isEmpty()) {
				this.disassembly.pop().run();
			}
		}
		catch (RuntimeException ex) {
			this.laboratoryHosts.close();
			throw ex;
		}
	}

}
