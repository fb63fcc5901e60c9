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

package io.github.mptcpspring.internal.descriptor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcceptedSocketFinder} with real connections, which are found in
 * another way too: by a fingerprint.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class AcceptedSocketFinderTests {

	/** More than are likely. */
	private static final int MANY = 300;

	private final FaultySystemCalls calls = link();

	private final AcceptedSocketFinder finder = new AcceptedSocketFinder(this.calls, this::nanoTime);

	/** The lowest numbers first. */
	private final Deque<SocketChannel> older = new ArrayDeque<>();

	private final List<SocketChannel> clients = new ArrayList<>();

	private ServerSocketChannel listener;

	private long nowNanos;

	private long nanoTime() {
		this.nowNanos += 1000;
		return this.nowNanos;
	}

	AcceptedSocketFinderTests() throws IOException {
		this.listener = ServerSocketChannel.open();
	}

	private static FaultySystemCalls link() {
		try {
			return new FaultySystemCalls(SystemCalls.link());
		}
		catch (SystemCallsUnavailableException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@BeforeEach
	void bind() throws IOException {
		this.listener.bind(new InetSocketAddress(0));
	}

	@AfterEach
	void close() throws IOException {
		this.listener.close();
		for (SocketChannel channel : this.older) {
			channel.close();
		}
		for (SocketChannel channel : this.clients) {
			channel.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1" })
	void whenNothingHappensMeanwhileOneCallFindsIt(String host) throws IOException {
		connect(host);
		this.finder.expectNext();
		try (SocketChannel accepted = this.listener.accept()) {
			this.calls.trace().clear();
			int number = number(accepted);
			assertThat(find(accepted)).hasValue(number);
			assertThat(this.calls.trace()).containsExactly("getpeername " + number);
		}
	}

	@Test
	@MptcpRequired
	void anMptcpConnectionIsFound() throws IOException {
		this.listener.close();
		this.listener = ServerSocketChannel.open();
		assertThat(MptcpSockets.create().swap(this.listener)).isEqualTo(new Swapped());
		this.listener.bind(new InetSocketAddress(0));
		SocketChannel client = SocketChannel.open();
		this.clients.add(client);
		assertThat(MptcpSockets.create().swap(client)).isEqualTo(new Swapped());
		client.connect(new InetSocketAddress("127.0.0.1", port()));
		this.finder.expectNext();
		try (SocketChannel accepted = this.listener.accept()) {
			assertThat(find(accepted)).hasValue(number(accepted));
		}
	}

	@Test
	void whenAnotherTookTheLowestNumberItIsFoundNearby() throws IOException {
		connect("127.0.0.1");
		this.finder.expectNext();
		openOlder(3);
		try (SocketChannel accepted = this.listener.accept()) {
			assertThat(find(accepted)).hasValue(number(accepted));
		}
	}

	@Test
	void whenAConnectionThatWasFoundIsClosedMeanwhileItsNumberIsTried() throws IOException {
		openOlder(1);
		SocketChannel former = acceptAndFind();
		openOlder(MANY);
		connect("127.0.0.1");
		this.finder.expectNext();
		former.close();
		try (SocketChannel accepted = this.listener.accept()) {
			this.calls.trace().clear();
			assertThat(find(accepted)).hasValue(number(accepted));
			assertThat(this.calls.trace()).hasSizeLessThan(100);
		}
	}

	@Test
	void whenAnOldSocketIsClosedMeanwhileAllAreAskedAndThenNotSoSoonAgain() throws IOException {
		openOlder(MANY);
		try (SocketChannel first = acceptInPlaceOfAnOldSocket()) {
			assertThat(find(first)).hasValue(number(first));
			try (SocketChannel second = acceptInPlaceOfAnOldSocket()) {
				this.calls.trace().clear();
				assertThat(find(second)).isEmpty();
				assertThat(this.calls.trace()).hasSizeLessThan(100);
			}
			this.nowNanos += 1_000_000_000;
			try (SocketChannel third = acceptInPlaceOfAnOldSocket()) {
				assertThat(find(third)).hasValue(number(third));
			}
		}
	}

	@Test
	void aConnectionWhosePeerIsGoneIsNotSearchedFor() throws IOException {
		openOlder(MANY);
		SocketChannel client = connect("127.0.0.1");
		client.setOption(StandardSocketOptions.SO_LINGER, 0);
		client.close();
		this.finder.expectNext();
		try (SocketChannel accepted = this.listener.accept()) {
			this.calls.trace().clear();
			int number = number(accepted);
			assertThat(find(accepted)).isEmpty();
			assertThat(this.calls.trace()).containsExactly("getpeername " + number, "getpeername " + number,
					"getsockname " + number);
		}
	}

	@Test
	void whatIsFoundIsAsItWas() throws IOException {
		connect("127.0.0.1");
		try (SocketChannel accepted = this.listener.accept()) {
			this.calls.trace().clear();
			assertThat(find(accepted)).hasValue(number(accepted));
			assertThat(this.calls.trace()).noneMatch((call) -> call.startsWith("setsockopt"));
		}
	}

	@Test
	void whenTheKernelSaysNothingNothingIsFound() throws IOException {
		connect("127.0.0.1");
		this.calls.failEach(".*", 1);
		this.finder.expectNext();
		try (SocketChannel accepted = this.listener.accept()) {
			assertThat(find(accepted)).isEmpty();
		}
	}

	private SocketChannel acceptAndFind() throws IOException {
		connect("127.0.0.1");
		this.finder.expectNext();
		SocketChannel accepted = this.listener.accept();
		assertThat(find(accepted)).hasValue(number(accepted));
		return accepted;
	}

	private SocketChannel acceptInPlaceOfAnOldSocket() throws IOException {
		connect("127.0.0.1");
		this.finder.expectNext();
		this.older.removeFirst().close();
		return this.listener.accept();
	}

	private void openOlder(int count) throws IOException {
		for (int i = 0; i < count; i++) {
			this.older.addLast(SocketChannel.open());
		}
	}

	private SocketChannel connect(String host) throws IOException {
		SocketChannel client = SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral(host), port()));
		this.clients.add(client);
		return client;
	}

	private int port() {
		return this.listener.socket().getLocalPort();
	}

	private OptionalInt find(SocketChannel accepted) throws IOException {
		return this.finder.find((InetSocketAddress) accepted.getLocalAddress(),
				(InetSocketAddress) accepted.getRemoteAddress());
	}

	private static int number(SocketChannel channel) {
		return DescriptorOf.the(new Descriptors(new Kernel()).find(channel));
	}

}
