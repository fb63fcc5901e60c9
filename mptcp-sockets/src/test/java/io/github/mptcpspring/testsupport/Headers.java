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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The C headers of this machine.
 */
public final class Headers {

	/** Those that a header older than the constant lacks. */
	private static final String ABSENT = "absent";

	private Headers() {
	}

	/**
	 * Let a C compiler tell what expressions are, and compare.
	 * @param directory where the program is written
	 * @param expressions expressions in C and what they should be
	 */
	public static void verify(Path directory, Map<String, Long> expressions) throws IOException, InterruptedException {
		String compiler = findCompiler();
		Path source = directory.resolve("print.c");
		Path program = directory.resolve("print");
		Files.writeString(source, source(expressions.keySet()));
		ExternalProgram.run(List.of(compiler, "-o", program.toString(), source.toString()));
		List<String> values = ExternalProgram.run(List.of(program.toString())).lines().toList();
		assertThat(values).hasSameSizeAs(expressions.keySet());
		int i = 0;
		int absentByVersion = 0;
		for (Map.Entry<String, Long> expression : expressions.entrySet()) {
			assertThat(values.get(i)).as(expression.getKey()).isIn(expression.getValue().toString(), ABSENT);
			if (condition(expression.getKey()).startsWith("LINUX_VERSION_CODE")) {
				absentByVersion += ABSENT.equals(values.get(i)) ? 1 : 0;
			}
			i++;
		}
		assertThat(values).filteredOn(ABSENT::equals).hasSizeLessThan(2 + absentByVersion);
	}

	private static String findCompiler() {
		String compiler = Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.map((path) -> Path.of(path, "cc"))
			.filter(Files::isExecutable)
			.map(Path::toString)
			.findFirst()
			.orElse("");
		Prerequisite.require(!compiler.isEmpty(), "there is no C compiler, cc, to read the headers of Linux");
		return compiler;
	}

	private static String source(Iterable<String> expressions) {
		StringBuilder source = new StringBuilder("""
				#define _GNU_SOURCE
				#include <errno.h>
				#include <fcntl.h>
				#include <stddef.h>
				#include <stdio.h>
				#include <sys/time.h>
				#include <netinet/in.h>
				#include <sys/socket.h>
				#include <linux/bpf.h>
				#include <linux/in.h>
				#include <linux/in6.h>
				#include <linux/mptcp.h>
				#include <linux/netlink.h>
				#include <linux/sock_diag.h>
				#include <linux/tcp.h>
				#include <linux/version.h>
				int main(void) {
				""");
		for (String expression : expressions) {
			String print = "printf(\"%ld\\n\", (long) (" + expression + "));\n";
			source.append("#if " + condition(expression) + "\n" + print + "#else\nputs(\"" + ABSENT + "\");\n#endif\n");
		}
		return source.append("return 0; }\n").toString();
	}

	// The headers can be older than a constant or a field
	private static String condition(String expression) {
		if (expression.startsWith("TCP_RTO_") || expression.startsWith("TCP_DELACK_")) {
			return "LINUX_VERSION_CODE >= KERNEL_VERSION(6, 17, 0)";
		}
		if (expression.matches("(TCP|SO|IP|IPV6)_.*")) {
			return "defined(" + expression + ")";
		}
		if (expression.contains("mptcpi_last_") || expression.contains("->mptcp_info")) {
			return "LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)";
		}
		if (expression.contains("mptcpi_subflows_total")) {
			return "LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)";
		}
		boolean since65 = Stream
			.of("MPTCP_FULL_INFO", "mptcp_full_info", "mptcp_subflow_info", "mptcpi_retransmits", "mptcpi_bytes_")
			.anyMatch(expression::contains);
		return since65 ? "LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)" : "1";
	}

}
