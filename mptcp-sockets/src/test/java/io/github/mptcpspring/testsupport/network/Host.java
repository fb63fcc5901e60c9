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

package io.github.mptcpspring.testsupport.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.NetworkNamespace;
import io.github.mptcpspring.testsupport.Prerequisite;

/**
 * A host of a network: a network namespace without a name, which is gone with the process
 * that keeps it. Nobody needs privileges to make one: a user namespace comes with it.
 */
public final class Host implements AutoCloseable {

	private final Keeper keeper;

	private final Map<String, String> sysctlsOfNewHost = new LinkedHashMap<>();

	private Host(Keeper keeper) {
		this.keeper = keeper;
	}

	/**
	 * Make the first host of a network.
	 * @return the host
	 */
	public static Host first() {
		return make(List.of(Tool.require("unshare"), "--user", "--map-root-user", "--net"));
	}

	/**
	 * Make another host, to which this one can lay devices.
	 * @return the host
	 */
	public Host another() {
		return make(command(List.of(Tool.require("unshare"), "--net")));
	}

	private static Host make(List<String> unshare) {
		List<String> command = new ArrayList<>(unshare);
		command.addAll(List.of("sh", "-c", "echo " + Keeper.READY + " && exec cat"));
		Host host = new Host(Keeper.start(command));
		try {
			host.keeper.awaitReady();
		}
		catch (CompletionException ex) {
			Prerequisite.require(false, "this user may not make a network namespace: " + ex.getMessage());
		}
		host.run("ip link set lo up");
		return host;
	}

	/**
	 * Return the command that runs a program on this host.
	 * @param program the program and its arguments
	 * @return the command
	 */
	public List<String> command(List<String> program) {
		List<String> command = new ArrayList<>(List.of(Tool.require("nsenter"), "--target",
				String.valueOf(this.keeper.pid()), "--user", "--preserve-credentials", "--net", "--"));
		command.addAll(program);
		return command;
	}

	/**
	 * Start a JVM on this host, with the class path of this one.
	 * @param program its main class
	 * @param arguments the arguments
	 * @return the JVM, which may not yet be ready
	 */
	public Keeper startJvm(Class<?> program, String... arguments) {
		List<String> command = ForkedJvm.command();
		command.add(program.getName());
		command.addAll(List.of(arguments));
		return Keeper.start(command(command));
	}

	/**
	 * Run a program to its end on this host.
	 * @param format the command, its words set apart by single blanks, with placeholders
	 * for {@link String#formatted}
	 * @param arguments the arguments of the placeholders
	 * @return what it printed
	 */
	public String run(String format, Object... arguments) {
		return run(List.of(format.formatted(arguments).split(" ")));
	}

	private String run(List<String> program) {
		List<String> located = new ArrayList<>(program);
		located.set(0, Tool.require(program.getFirst()));
		try {
			return ExternalProgram.run(command(located));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

	/**
	 * Paste a command into a shell of this host.
	 * @param command the command
	 */
	public void paste(String command) {
		run(List.of("sh", "-c", command));
	}

	/**
	 * Connect a device of this host to one of another host.
	 * @param device what this one is to be called
	 * @param host the other host
	 * @param deviceThere what that one is to be called
	 */
	public void connect(String device, Host host, String deviceThere) {
		run("ip link add %s type veth peer name %s netns %d", device, deviceThere, host.keeper.pid());
	}

	/**
	 * Set a sysctl of this host.
	 * @param name its name
	 * @param value its new value
	 */
	public void setSysctl(String name, String value) {
		this.sysctlsOfNewHost.computeIfAbsent(name, (unset) -> run(List.of("sysctl", "-n", unset)).trim());
		writeSysctl(name, value);
	}

	private void writeSysctl(String name, String value) {
		run(List.of("sysctl", "-q", "-w", name + "=" + value));
	}

	/**
	 * Set a sysctl of a device of this host.
	 * @param family the address family, {@code ipv6} for example
	 * @param device the device
	 * @param name the name of the sysctl
	 * @param value its new value
	 */
	void setSysctlOfDevice(String family, String device, String name, String value) {
		writeSysctl("net." + family + ".conf." + device + "." + name, value);
	}

	/**
	 * Make this host like a new one, except for what its kernel has counted and knows of
	 * the addresses of other hosts.
	 */
	void clear() {
		paste(NetworkNamespace.RESET);
		this.sysctlsOfNewHost.forEach(this::writeSysctl);
		this.sysctlsOfNewHost.clear();
	}

	/**
	 * Read one of the files of the kernel about this host.
	 * @param name its name below {@code /proc/net}
	 * @return the lines
	 */
	public List<String> readProcNet(String name) {
		try {
			return Files.readAllLines(Path.of("/proc", String.valueOf(this.keeper.pid()), "net", name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.keeper.close();
	}

}
