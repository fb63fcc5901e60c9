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

package io.github.mptcpspring.internal.connection;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.mptcpspring.internal.connection.NumberedSocket.Kind;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what it costs when many ask, and when many descriptors have been open.
 */
@Tag("kernel")
class ConnectionTableLoadTests {

	private static final int CALLERS = 220;

	private static final NumberedSocket MPTCP = NumberedSocket.mptcp(2, NumberedSocket.LISTENER_PORT, 3);

	private static final NumberedSocket TCP = NumberedSocket.of(Kind.TCP, 3, NumberedSocket.LISTENER_PORT);

	@TempDir
	private Path directory;

	@Test
	void oneLookServesAllWhoAskWhileItIsMadeAndAfter() throws Exception {
		AtomicInteger looks = new AtomicInteger();
		CountDownLatch othersAsk = new CountDownLatch(CALLERS - 1);
		CountDownLatch begun = new CountDownLatch(1);
		ConnectionTable table = new ConnectionTable(beforeEachLook(() -> {
			looks.incrementAndGet();
			begun.countDown();
			await(othersAsk);
		}), descriptors(), Long.MAX_VALUE);
		List<Consumer<ConnectionTable>> questions = List.of(ConnectionTableLoadTests::count,
				ConnectionTableLoadTests::list, ConnectionTableLoadTests::find,
				ConnectionTableLoadTests::findByOpaqueId);
		try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
			List<Future<?>> answers = new ArrayList<>();
			answers.add(threads.submit(() -> count(table)));
			await(begun);
			for (int i = 1; i < CALLERS; i++) {
				Consumer<ConnectionTable> question = questions.get(i % questions.size());
				answers.add(threads.submit(() -> {
					othersAsk.countDown();
					question.accept(table);
				}));
			}
			for (Future<?> answer : answers) {
				answer.get();
			}
		}
		questions.forEach((question) -> question.accept(table));
		assertThat(looks).hasValue(1);
	}

	private static void count(ConnectionTable table) {
		assertThat(table.snapshot().count()).isEqualTo(2);
	}

	private static void list(ConnectionTable table) {
		assertThat(table.list(10).connections()).containsExactly(MPTCP.connection().orElseThrow(),
				TCP.connection().orElseThrow());
	}

	private static void find(ConnectionTable table) {
		List.of(MPTCP, TCP)
			.forEach((socket) -> assertThat(table.find(socket.connection().orElseThrow().id()))
				.isEqualTo(socket.details()));
	}

	private static void findByOpaqueId(ConnectionTable table) {
		List.of(MPTCP, TCP)
			.forEach((socket) -> assertThat(table.findByOpaqueId(socket.connection().orElseThrow().opaqueId()))
				.isEqualTo(socket.details()));
		assertThat(table.findByOpaqueId(MPTCP.connection().orElseThrow().id())).isEmpty();
	}

	// Every one who looks for a connection would ask all of them for their cookies
	@Test
	void cookiesAreReadOnceForALook() throws IOException {
		FakeProcess process = process();
		ConnectionTable table = new ConnectionTable(process, descriptors(), Long.MAX_VALUE);
		assertThat(table.find("00000000000000ff")).isEmpty();
		int calls = process.numberOfCalls();
		for (int i = 0; i < 10; i++) {
			assertThat(table.find("00000000000000ff")).isEmpty();
			assertThat(table.find("000000ff")).isEmpty();
		}
		assertThat(process.numberOfCalls()).isEqualTo(calls);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void aTableThatWasLargeOnceIsNotCountedThroughForEver() throws Exception {
		List<Pipe> pipes = new ArrayList<>();
		try {
			for (int i = 0; i < 8192; i++) {
				pipes.add(Pipe.open());
			}
		}
		finally {
			for (Pipe pipe : pipes) {
				pipe.source().close();
				pipe.sink().close();
			}
		}
		FaultySystemCalls calls = new FaultySystemCalls(SystemCalls.link());
		ConnectionTable table = new ConnectionTable(calls, new DescriptorTable(), 0);
		assertThat(table.snapshot()).isNotNull();
		assertThat(calls.trace()).hasSizeGreaterThan(2 * 8192);
		calls.trace().clear();
		assertThat(table.snapshot()).isNotNull();
		int open = Objects.requireNonNull(new File("/proc/self/fd").list()).length;
		// Nine for each that is a socket, at the most
		assertThat(calls.trace()).hasSizeLessThan(10 * open + 100).hasSizeLessThan(8192);
	}

	private DescriptorTable descriptors() throws IOException {
		return new DescriptorTable(Files.writeString(this.directory.resolve("status"), "FDSize:\t8\n"),
				this.directory.resolve("fd"));
	}

	private static FakeProcess process() {
		return new FakeProcess().with(0, NumberedSocket.of(Kind.MPTCP_LISTENER, 1, NumberedSocket.LISTENER_PORT))
			.with(1, MPTCP)
			.with(2, TCP);
	}

	// A look begins with the first descriptor, which is no connection, so that nothing
	// else asks about it with that option
	private static SystemCalls beforeEachLook(Runnable task) {
		FakeProcess process = process();
		AtomicInteger calls = new AtomicInteger();
		return (SystemCalls) Proxy.newProxyInstance(SystemCalls.class.getClassLoader(),
				new Class<?>[] { SystemCalls.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("getsockopt") && arguments[0].equals(0)
							&& arguments[1].toString().equals("MPTCP_INFO") && calls.getAndIncrement() % 2 == 0) {
						task.run();
					}
					try {
						return method.invoke(process, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
