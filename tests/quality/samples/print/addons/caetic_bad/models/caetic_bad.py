print(record)
breakpoint()
pdb.set_trace()
record.action_print()
