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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.NumberedSocket.Kind;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any one system call fails, or it and all that follow.
 */
@Tag("kernel")
class ConnectionTableErrnoTests {

	private static final List<NumberedSocket> SOCKETS = List.of(
			NumberedSocket.of(Kind.MPTCP_LISTENER, 1, NumberedSocket.LISTENER_PORT),
			NumberedSocket.mptcp(2, NumberedSocket.LISTENER_PORT, 3), NumberedSocket.mptcp(3, 40000, 20),
			NumberedSocket.of(Kind.FALLBACK, 4, 40001), NumberedSocket.of(Kind.TCP, 5, NumberedSocket.LISTENER_PORT),
			NumberedSocket.of(Kind.UDP, 6, 40002), NumberedSocket.of(Kind.UNIX, 7, 0),
			NumberedSocket.of(Kind.CONNECTING, 8, 40003));

	/** {@code EHWPOISON}. */
	private static final int HIGHEST_ERRNO = 133;

	@TempDir
	private Path directory;

	private DescriptorTable descriptors;

	private FakeProcess process;

	@BeforeEach
	void writeStatus() throws IOException {
		this.descriptors = new DescriptorTable(Files.writeString(this.directory.resolve("status"), "FDSize:\t8\n"),
				this.directory.resolve("fd"));
	}

	static IntStream errnos() {
		return IntStream.rangeClosed(1, HIGHEST_ERRNO);
	}

	@ParameterizedTest
	@MethodSource("errnos")
	void nothingWrongIsCounted(int errno) {
		Counts truth = Counts.of(connections().toList());
		withEveryFault(errno, ConnectionTable::snapshot, (snapshot) -> {
			Counts counts = Counts.of(snapshot);
			assertThat(counts.total()).isLessThanOrEqualTo(truth.total());
			for (Protocol protocol : Protocol.values()) {
				assertThat(snapshot.count(protocol)).isLessThanOrEqualTo(
						(int) connections().filter((connection) -> connection.protocol() == protocol).count());
			}
			assertThat(snapshot.count(Protocol.FALLBACK, Role.SERVER)).isZero();
			assertThat(snapshot.subflows(Role.SERVER)).isIn(0, 3);
			assertThat(snapshot.subflows()).isIn(0, 3, 20, 23);
			// A wrong number of subflows would be one that no connection has
			assertThat(truth.bySubflows()).containsAllEntriesOf(counts.bySubflows());
		});
	}

	@ParameterizedTest
	@MethodSource("errnos")
	void nothingWrongIsListed(int errno) {
		withEveryFault(errno, (table) -> table.list(10), (list) -> {
			assertThat(list.connections()).hasSizeLessThanOrEqualTo(list.total());
			list.connections().forEach(this::assertTrue);
		});
	}

	@ParameterizedTest
	@MethodSource("errnos")
	void nothingWrongIsFound(int errno) {
		details().forEach((truth) -> withEveryFault(errno, (table) -> table.find(truth.connection().id()),
				(found) -> found.ifPresent((details) -> {
					assertThat(details.connection().id()).isEqualTo(truth.connection().id());
					assertTrue(details.connection());
					if (details.paths() != null && !details.paths().isEmpty()) {
						assertThat(details.paths()).isEqualTo(truth.paths());
					}
				})));
	}

	@ParameterizedTest
	@MethodSource("errnos")
	void anyOtherRefusalThanThatOfTheOptionIsNoFallback(int errno) {
		FaultySystemCalls calls = newCalls();
		calls.failEach("getsockopt [12] MPTCP_INFO", errno);
		ConnectionTable table = new ConnectionTable(calls, this.descriptors, 0);
		boolean refusal = errno == Errno.EOPNOTSUPP || errno == Errno.ENOPROTOOPT;
		assertThat(table.snapshot().count(Protocol.FALLBACK)).isEqualTo(refusal ? 3 : 1);
		assertThat(table.list(10).connections()).filteredOn((connection) -> connection.protocol() == Protocol.FALLBACK)
			.hasSize(refusal ? 3 : 1);
	}

	// The kernel answers how much it wrote, and the memory has what an earlier call wrote
	@ParameterizedTest
	@ValueSource(strings = { "SO_PROTOCOL", "SO_COOKIE", "SO_ACCEPTCONN", "MPTCP_INFO", "TCP_INFO" })
	void anAnswerThatIsTooShortIsNoAnswer(String option) {
		for (int length = 0; length < Integer.BYTES; length++) {
			FaultySystemCalls calls = newCalls();
			calls.failEach("getsockopt [1-7] " + option, -length);
			ConnectionTable table = new ConnectionTable(calls, this.descriptors, 0);
			Counts truth = Counts.of(connections().toList());
			assertThat(Counts.of(table.snapshot()).total()).isLessThanOrEqualTo(truth.total());
			table.list(10).connections().forEach(this::assertTrue);
			details().forEach((expected) -> table.find(expected.connection().id())
				.ifPresent((found) -> assertTrue(found.connection())));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "getsockname", "getpeername" })
	void anAddressThatIsTooShortIsNoAddress(String call) {
		for (int length = 0; length < 16; length++) {
			FaultySystemCalls calls = newCalls();
			calls.failEach(call + " \\d+", -length);
			ConnectionTable table = new ConnectionTable(calls, this.descriptors, 0);
			assertThat(table.list(10).connections()).isEmpty();
		}
	}

	// What cannot be read is null, and the role is that of a client when the listener
	// cannot be read
	private void assertTrue(Connection connection) {
		Connection truth = connections().filter((candidate) -> candidate.id().equals(connection.id()))
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no " + connection));
		assertThat(connection.role()).isIn(truth.role(), Role.CLIENT);
		Connection withoutUnknown = new Connection(truth.id(), truth.opaqueId(), connection.role(), truth.protocol(),
				truth.local(), truth.remote(), truth.subflows(), known(truth.bytesSent(), connection.bytesSent()),
				known(truth.bytesReceived(), connection.bytesReceived()),
				known(truth.bytesRetransmitted(), connection.bytesRetransmitted()),
				known(truth.fastOpen(), connection.fastOpen()));
		assertThat(connection).isEqualTo(withoutUnknown);
	}

	private static <T> @Nullable T known(@Nullable T truth, @Nullable T read) {
		return (read != null) ? truth : null;
	}

	private <T> void withEveryFault(int errno, Function<ConnectionTable, T> reading, Consumer<T> check) {
		int index = 0;
		FaultySystemCalls calls;
		do {
			// A signal interrupts one call and not all that follow
			if (errno != Errno.EINTR) {
				calls = newCalls();
				calls.failFrom(index, errno);
				check.accept(reading.apply(new ConnectionTable(calls, this.descriptors, 0)));
				assertThat(this.process.opened()).as("failing from call %d", index).isEmpty();
			}
			calls = newCalls();
			calls.failAt(index, errno);
			check.accept(reading.apply(new ConnectionTable(calls, this.descriptors, 0)));
			assertThat(this.process.opened()).as("failing at call %d", index).isEmpty();
			index++;
		}
		while (calls.faults() > 0);
		assertThat(index).isGreaterThan(SOCKETS.size());
	}

	private FaultySystemCalls newCalls() {
		this.process = new FakeProcess();
		for (int i = 0; i < SOCKETS.size(); i++) {
			this.process.with(i, SOCKETS.get(i));
		}
		return new FaultySystemCalls(this.process);
	}

	private static Stream<Connection> connections() {
		return details().map(ConnectionDetails::connection);
	}

	private static Stream<ConnectionDetails> details() {
		return SOCKETS.stream().map(NumberedSocket::details).flatMap(Optional::stream);
	}

}
